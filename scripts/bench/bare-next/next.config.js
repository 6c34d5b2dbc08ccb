export default { poweredByHeader: false, serverExternalPackages: ['postgres'] };
