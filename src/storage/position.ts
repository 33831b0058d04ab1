/** A place in an order by (createdAt, id). */
export interface Position {
  readonly createdAt: number;
  readonly id: string;
}
