import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { MacAddress } from '../../src/ethernet/mac-address.ts';
import { later } from '../../src/mka/timers.ts';
import type { Departure, FlowEnd, FlowReport } from '../../src/port/traffic/flow.ts';
import type { TrafficReport } from '../../src/port/traffic/traffic.ts';
import { Flow } from '../../src/port/traffic/flow.ts';
import { testFrames } from '../../src/port/traffic/test-frame.ts';
import { Traffic } from '../../src/port/traffic/traffic.ts';
import { SteppedClock } from '../harness/stepped-clock.ts';

const address = (last: string): MacAddress => {
  const parsed = parseMacAddress(`02:00:00:00:00:${last}`);
  assert.ok(parsed);
  return parsed;
};

const FRAMES = testFrames(address('01'), address('02'), 64);

/** An end whose frames go where a test says. */
class ScriptedEnd implements FlowEnd {
  /** What becomes of the frame of that number. */
  onSend: (frame: Uint8Array, number: number) => Departure = () => 'discarded';
  #observer: ((frame: Uint8Array) => void) | undefined;

  send(frame: Uint8Array): Departure {
    const number = FRAMES.numberOf(frame);
    assert.ok(number !== undefined, 'what is sent is numbered');
    return this.onSend(frame.slice(), number);
  }

  observe(observer: ((frame: Uint8Array) => void) | undefined): void {
    this.#observer = observer;
  }

  arrive(frame: Uint8Array): void {
    this.#observer?.(frame);
  }
}

/** A hundred frames a second each way, over a link on which a test can have its way. */
function traffic() {
  const clock = new SteppedClock();
  const [port, router] = [new ScriptedEnd(), new ScriptedEnd()];
  port.onSend = (frame) => {
    router.arrive(frame);
    return 'protected';
  };
  router.onSend = (frame) => {
    port.arrive(frame);
    return 'protected';
  };
  const start = () => {
    const common = { interval: 10, frames: FRAMES, now: () => clock.now() };
    return new Traffic(
      { framesPerSecond: 100, octets: 64 },
      [
        new Flow({ ...common, way: 'to-router', from: port, to: router }),
        new Flow({ ...common, way: 'from-router', from: router, to: port }),
      ],
      clock,
    );
  };
  return { clock, port, router, start };
}

function flowsOf({ flows }: TrafficReport): { readonly toRouter: FlowReport; readonly fromRouter: FlowReport } {
  const [toRouter, fromRouter] = flows;
  assert.ok(toRouter && fromRouter);
  assert.deepEqual([toRouter.way, fromRouter.way], ['to-router', 'from-router']);
  return { toRouter, fromRouter };
}

describe('test traffic', () => {
  it('counts what it sends and what arrives, both ways', async () => {
    const { clock, start } = traffic();
    const running = start();
    await clock.pass(995);
    const report = await running.stop();
    const { toRouter, fromRouter } = flowsOf(report);
    assert.equal(report.lasted, 995);
    for (const flow of [toRouter, fromRouter])
      assert.deepEqual(flow, {
        way: flow.way,
        sent: 100,
        sentClear: 0,
        received: 100,
        lost: 0,
        overtaken: 0,
        longestGap: 10,
        cuts: [],
      });
  });

  it('tells when frames were lost, how many, and for how long nothing arrived', async () => {
    const { clock, port, router, start } = traffic();
    port.onSend = (frame, number) => {
      if (number < 20 || number >= 45) router.arrive(frame);
      return 'protected';
    };
    const running = start();
    await clock.pass(995);
    const stopped = running.stop();
    await clock.pass(4000);
    const { toRouter, fromRouter } = flowsOf(await stopped);
    assert.equal(toRouter.lost, 25);
    assert.deepEqual(toRouter.cuts, [{ at: 200, frames: 25, lasted: 260 }]);
    assert.equal(toRouter.longestGap, 260);
    assert.equal(fromRouter.lost, 0);
  });

  it('tells a cut that has no end', async () => {
    const { clock, router, start } = traffic();
    const whole = router.onSend;
    router.onSend = (frame, number) => (number < 90 ? whole(frame, number) : 'discarded');
    const running = start();
    await clock.pass(995);
    const stopped = running.stop();
    await clock.pass(4000);
    const { fromRouter } = flowsOf(await stopped);
    assert.deepEqual(fromRouter.cuts, [{ at: 900, frames: 10, lasted: undefined }]);
    assert.equal(fromRouter.lost, 10);
    assert.equal(fromRouter.longestGap, 995 - 890, 'until the last frame was due, not while it was waited for');
  });

  it('has a gap of all its time where nothing arrives', async () => {
    const { clock, router, start } = traffic();
    router.onSend = () => 'protected';
    const running = start();
    await clock.pass(500);
    assert.equal(flowsOf(running.report()).fromRouter.longestGap, 500);
    await clock.pass(495);
    const stopped = running.stop();
    await clock.pass(4000);
    const { toRouter, fromRouter } = flowsOf(await stopped);
    assert.deepEqual([toRouter.longestGap, fromRouter.longestGap], [10, 995]);
    assert.deepEqual([fromRouter.sent, fromRouter.lost], [100, 100]);
  });

  it('waits for frames that are under way when it is stopped', async () => {
    const { clock, port, router, start } = traffic();
    port.onSend = (frame) => {
      clock.alarm(() => router.arrive(frame)).set(later(clock.now(), 1500));
      return 'protected';
    };
    const running = start();
    await clock.pass(95);
    assert.equal(flowsOf(running.report()).toRouter.lost, 10, 'nothing has arrived yet');
    const stopped = running.stop();
    await clock.pass(4000);
    const { toRouter } = flowsOf(await stopped);
    assert.deepEqual([toRouter.sent, toRouter.received, toRouter.lost], [10, 10, 0]);
  });

  it('counts a frame that another one overtook as received, and says so', async () => {
    const { clock, port, router, start } = traffic();
    let held: Uint8Array | undefined;
    port.onSend = (frame, number) => {
      if (number === 3) held = frame;
      else router.arrive(frame);
      if (number === 4 && held) router.arrive(held);
      return 'protected';
    };
    const running = start();
    await clock.pass(95);
    const { toRouter } = flowsOf(await running.stop());
    assert.deepEqual([toRouter.received, toRouter.lost, toRouter.overtaken], [10, 0, 1]);
  });

  it('counts frames that left unprotected', async () => {
    const { clock, port, router, start } = traffic();
    port.onSend = (frame, number) => {
      router.arrive(frame);
      return number % 2 === 0 ? 'clear' : 'protected';
    };
    const running = start();
    await clock.pass(95);
    assert.equal(flowsOf(await running.stop()).toRouter.sentClear, 5);
  });

  it('does not count frames of others', async () => {
    const { clock, router, start } = traffic();
    const running = start();
    const other = FRAMES.make(0).slice();
    other[14] = 0;
    router.arrive(other);
    router.arrive(FRAMES.make(5000).slice());
    router.arrive(new Uint8Array(20));
    await clock.pass(95);
    assert.equal(flowsOf(await running.stop()).toRouter.received, 10);
  });
});
