/** The networks that the accounts have in common: closed groups, flow logs. */
export * from './closed-default-security-group';
export * from './closed-security-group';
export * from './vpc-flow-log';
