// CDK checks each template for 1.5 s; the synth target does that, once.
process.env.CDK_VALIDATION = 'false';

module.exports = { preset: '../../../jest.preset.js', displayName: 'consumer-infra' };
