/**
 * The route tables of one account. A subnet without an associated table uses its VPC's main table,
 * which has only the local route, since templates can't add routes to it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
import type { CidrBlock } from './ipv4';

export interface Route {
  readonly id: string;
  readonly destination: CidrBlock;
  readonly target: { readonly kind: 'internetGateway' | 'natGateway'; readonly id: string };
  readonly constructPath: string;
}

export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  readonly constructPath: string;
}

export class RouteTables {
  private readonly tables = new Map<string, RouteTable>();
  private readonly routes = new Map<string, { readonly tableId: string; readonly route: Route }>();
  private readonly associations = new Map<string, { subnetId: string; tableId: string }>();

  put(table: RouteTable): void {
    this.tables.set(table.id, table);
  }

  delete(id: string): void {
    this.tables.delete(id);
  }

  /** @throws {Error} when the account has no such table. */
  table(id: string): RouteTable {
    const table = this.tables.get(id);
    if (!table) throw new Error(`Route table ${id} does not exist`);
    return table;
  }

  /** @throws {Error} when the account has no such table. */
  putRoute(tableId: string, route: Route): void {
    this.table(tableId);
    this.routes.set(route.id, { tableId, route });
  }

  deleteRoute(id: string): void {
    this.routes.delete(id);
  }

  /** @throws {Error} when the account has no such table. */
  associate(id: string, subnetId: string, tableId: string): void {
    this.table(tableId);
    this.associations.set(id, { subnetId, tableId });
  }

  disassociate(id: string): void {
    this.associations.delete(id);
  }

  /**
   * Returns undefined for a subnet with its VPC's main table. The latest of several associations
   * applies.
   */
  tableOf(subnetId: string): RouteTable | undefined {
    const all = [...this.associations.values()];
    const tableId = all.findLast((association) => association.subnetId === subnetId)?.tableId;
    return tableId === undefined ? undefined : this.tables.get(tableId);
  }

  /** Returns the route of a table to the internet: its route for all addresses. */
  defaultRoute(tableId: string): Route | undefined {
    return [...this.routes.values()].find(
      (entry) => entry.tableId === tableId && entry.route.destination.size === 2 ** 32,
    )?.route;
  }
}
