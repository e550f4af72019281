/** What the networks of all accounts have in common: two zones, closed groups, flow logs. */
export * from './closed-default-security-group';
export * from './closed-security-group';
export * from './two-zone-vpc';
export * from './vpc-flow-log';
