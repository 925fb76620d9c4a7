import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { child, itemsOf, readXml, textOf } from '../../src/ec2/read-xml.ts';
import { prng } from '../awsjson/prng.ts';

describe('readXml', () => {
  it('reads elements, texts and entities, past declarations and attributes', () => {
    const document = readXml(
      '<?xml version="1.0"?>\n<!-- a comment --><Answer xmlns="http://x/" a=\'b\'>\n <set><item><id>1</id><text>&lt;a &amp; b&gt; &quot;&apos;&#65;&#x42;&nope;</text></item>' +
        '<item><id> 2 </id><empty/><other></other></item></set>\n</Answer>\n',
    );
    assert.equal(document?.name, 'Answer');
    const items = itemsOf(document, 'set');
    assert.deepEqual(
      items.map((item) => textOf(item, 'id')),
      ['1', '2'],
    );
    assert.equal(textOf(items[0], 'text'), '<a & b> "\'AB&nope;');
    assert.deepEqual(child(items[1], 'empty'), { name: 'empty', text: '', children: [] });
    assert.equal(textOf(items[1], 'empty'), undefined);
    assert.equal(textOf(items[1], 'other'), undefined);
    assert.equal(textOf(undefined, 'id'), undefined);
    assert.deepEqual(itemsOf(document, 'missing'), []);
  });

  for (const text of ['', 'hello', '<a>', '</a>', '<a></b>', '<a><b></a></b>', '<?xml?>']) {
    it(`answers nothing for ${JSON.stringify(text)}`, () => assert.equal(readXml(text), undefined));
  }

  it('throws at nothing', () => {
    const random = prng(7);
    const pieces = [
      '<',
      '>',
      '/',
      'a',
      'b',
      '<a>',
      '</a>',
      '&',
      '&lt;',
      '&#x110000;',
      ';',
      '<!--',
      '-->',
      '<?',
      '"',
      ' ',
    ] as const;
    for (let round = 0; round < 2000; round += 1) {
      let text = '';
      for (let count = random.below(12); count > 0; count -= 1) text += random.pick(pieces);
      readXml(text);
    }
  });
});
