/** Common network constructs: VPCs in two zones, closed security groups and flow logs. */
export * from './closed-default-security-group';
export * from './closed-security-group';
export * from './two-zone-vpc';
export * from './vpc-flow-log';
