import { decodeInterfaceNews, findInterface } from './interfaces.ts';
import type { LibC } from './libc.ts';
import { Netlink } from './netlink.ts';
import type { Station, Turns, Watch } from './turns.ts';

/** RTMGRP_LINK: news of interfaces. */
const LINK_GROUP = 1;

/** Knows whether an interface has a carrier, and tells when that changes. */
export class LinkMonitor implements Station {
  readonly #netlink: Netlink;
  readonly #watch: Watch;
  readonly #libc: LibC;
  readonly #index: number;
  readonly #changed: (up: boolean) => void;
  #up: boolean;
  #gone = false;
  #open = true;

  constructor(libc: LibC, turns: Turns, index: number, changed: (up: boolean) => void) {
    this.#libc = libc;
    this.#index = index;
    this.#changed = changed;
    // First listen, then ask: a change in between is told twice rather than never.
    this.#netlink = new Netlink(libc, LINK_GROUP);
    this.#up = this.#ask();
    this.#watch = turns.watch(this.#netlink.fd, this);
  }

  get up(): boolean {
    return this.#up;
  }

  receiveControl(): void {
    // Closed in the turn in which news came; the number of its descriptor may be another's by now.
    if (!this.#open) return;
    let up = this.#up;
    try {
      for (const message of this.#netlink.receive() ?? []) {
        const news = decodeInterfaceNews(message);
        if (news === undefined || news.found.index !== this.#index) continue;
        this.#gone ||= news.gone;
        up = news.found.running && !this.#gone;
      }
    } catch {
      // More news than there was room for: some of it is lost, so ask how things stand.
      up = this.#ask();
    }
    if (up === this.#up) return;
    this.#up = up;
    this.#changed(up);
  }

  receiveData(): void {
    // It has none.
  }

  flush(): void {
    // It sends nothing.
  }

  close(): void {
    this.#open = false;
    this.#watch.close();
    this.#netlink.close();
  }

  #ask(): boolean {
    if (this.#gone) return false;
    const netlink = new Netlink(this.#libc);
    try {
      return findInterface(netlink, this.#index)?.running ?? false;
    } finally {
      netlink.close();
    }
  }
}
