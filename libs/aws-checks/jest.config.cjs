// The suite is about templates that are wrong on purpose.
process.env.CDK_VALIDATION = 'false';

module.exports = { preset: '../../jest.preset.js', displayName: 'aws-checks' };
