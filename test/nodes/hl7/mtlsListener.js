// An HTTPS listener that asks for a client certificate, in JavaScript because the strict lint of
// TypeScript files forbids node:https. Keys and certificates are made for these tests and open nothing.
const { createServer } = require('node:https');

const pem = {
	authority: `-----BEGIN CERTIFICATE-----
MIIBnjCCAUOgAwIBAgIUHH7kmcDuX26ZVUWbHIsXaSvAXHEwCgYIKoZIzj0EAwIw
IzEhMB8GA1UEAwwYU3ludGhldGljIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyMjIw
NDIxMloYDzIxMjYxMDI5MjA0MjEyWjAjMSEwHwYDVQQDDBhTeW50aGV0aWMgdGVz
dCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATGxsDwlnPIwnaJ
Ld96xXIZr/tWx4DU6IHeIyNvV53pEOFT6lrjrWeG3RhWaDRXw+qXJ7nEAJ/KFLJK
sHHNs8Z8o1MwUTAdBgNVHQ4EFgQUI0/gl8ttjBMW7F/mtbgIE4KVEUswHwYDVR0j
BBgwFoAUI0/gl8ttjBMW7F/mtbgIE4KVEUswDwYDVR0TAQH/BAUwAwEB/zAKBggq
hkjOPQQDAgNJADBGAiEAlRkuZ+A9/d4rVeMAX6bcL1LPEARyP/y8cG5allcYK8AC
IQCmBeDSs4IafHCWiN81c4oSxMDSk9xAq/waBrTLzEmUEA==
-----END CERTIFICATE-----
`,
	serverCertificate: `-----BEGIN CERTIFICATE-----
MIIBnzCCAUagAwIBAgIUbLIZLdLvHzb6dMEv/6BOhtBfUZowCgYIKoZIzj0EAwIw
IzEhMB8GA1UEAwwYU3ludGhldGljIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyMjIw
NDIxM1oYDzIxMjYxMDI5MjA0MjEzWjAbMRkwFwYDVQQDDBBzeW50aGV0aWMgc2Vy
dmVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9j5gqFLmV0linqzKHoZhCJk0
AQygGs0PoigPVIzmEfT2qBM6olRAAzH7SwX0ALJz4u79JoRAW8YZI873RDQOjqNe
MFwwGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxob3N0MB0GA1UdDgQWBBT8XESEnhV/
dA8EgIMGDq5vi3AGeTAfBgNVHSMEGDAWgBQjT+CXy22MExbsX+a1uAgTgpURSzAK
BggqhkjOPQQDAgNHADBEAiABIACqwdyn73W680qWWSPwYgasxDKEdHsvlBNyxGhM
+AIgIqSjU3iu4AwRMQ7pZVa5tXFeQLCofyeex9MYP3oneng=
-----END CERTIFICATE-----
`,
	serverKey: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgoKFWwoQ59CaRILHb
Q7I1CCe7taYSb6w1/BgYET97LXWhRANCAAT2PmCoUuZXSWKerMoehmEImTQBDKAa
zQ+iKA9UjOYR9PaoEzqiVEADMftLBfQAsnPi7v0mhEBbxhkjzvdENA6O
-----END PRIVATE KEY-----
`,
	clientCertificate: `-----BEGIN CERTIFICATE-----
MIIBoTCCAUagAwIBAgIUbLIZLdLvHzb6dMEv/6BOhtBfUZswCgYIKoZIzj0EAwIw
IzEhMB8GA1UEAwwYU3ludGhldGljIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyMjIw
NDIxM1oYDzIxMjYxMDI5MjA0MjEzWjAbMRkwFwYDVQQDDBBzeW50aGV0aWMgY2xp
ZW50MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ5fMaE+NagozDD9RSbXRlxfm
NDs0WpB93Jj0oYeFWcqV+V01OP3dhdOd9+3mO76O2aor4QMZb6IPiP2hirvNfKNe
MFwwGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxob3N0MB0GA1UdDgQWBBQtYHsod+Cv
a5cyG68RTBI0ql9UUTAfBgNVHSMEGDAWgBQjT+CXy22MExbsX+a1uAgTgpURSzAK
BggqhkjOPQQDAgNJADBGAiEA1rZm4/ScwbefC+fDqw2McMPqDG46PkbsEqiCMBpv
O7wCIQDWz61ovnceK1wToJpHQGKD4H2+qQNWwMDWuQ92BlIYZA==
-----END CERTIFICATE-----
`,
	clientKey: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpnLWdzkqRXIvdwhm
m9bXqa4apdxCWOnYH/Mjgr8sEb+hRANCAARDl8xoT41qCjMMP1FJtdGXF+Y0OzRa
kH3cmPShh4VZypX5XTU4/d2F05337eY7vo7ZqivhAxlvog+I/aGKu818
-----END PRIVATE KEY-----
`,
};

/**
 * @param {(body: string) => string} answer
 */
async function startListener(answer) {
	const subjects = [];
	const options = {
		key: pem.serverKey,
		cert: pem.serverCertificate,
		ca: pem.authority,
		requestCert: true,
		rejectUnauthorized: true,
	};
	const server = createServer(options, (request, response) => {
		let body = '';
		request.on('data', (part) => (body += part.toString('utf8')));
		request.on('end', () => {
			subjects.push(request.socket.getPeerCertificate().subject.CN);
			response.end(answer(body));
		});
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `https://127.0.0.1:${server.address().port}/hl7`,
		subjects,
		async close() {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

module.exports = { startListener, pem };
