// CDK's validation takes 1.5 s per template; the synth target runs it once.
process.env.CDK_VALIDATION = 'false';

module.exports = { preset: '../../../jest.preset.js', displayName: 'beverage-service' };
