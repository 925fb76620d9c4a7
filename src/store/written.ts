/**
 * Told of the id of a connection, interconnect or LAG whenever its row, or one of its keys, has been written, committed
 * or not yet: for whoever keeps the ports, which look again once there is quiet.
 *
 * @param what which of the two
 */
export type Written = (id: string, what: 'row' | 'keys') => void;
