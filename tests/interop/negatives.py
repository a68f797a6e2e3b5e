#!/usr/bin/env python3
"""The negative tests against independent verifiers: controls are accepted, negatives refused.

usage: negatives.py PROGRAM WORK_FOLDER [NODE_MODULES]

Needs PyJWT and joserfc in this interpreter, and for the third `node` with `jose` in NODE_MODULES. Each verifier is set up
as its documentation wants it: keys by `kid`, one algorithm, issuer, audience, and an expiry that must be there. What one
of them wrongly accepts is printed by name: that is a weakness of the library, or a choice of it. A control that is
refused, or a negative that all of them accept though a verifier could tell, is a failure of ours. Ends with
"interop test: N passed, M failed".
"""

import base64, importlib.metadata, json, os, subprocess, sys, warnings

# joserfc says of EdDSA that its name is an old one.
warnings.filterwarnings("ignore")

PROGRAM, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
MODULES = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
HERE = os.path.dirname(os.path.abspath(__file__))
NOW = 1795212000
ISSUER, AUDIENCE = "https://auth.example.com", "https://api.example.com"
CLAIMS = {"iss": ISSUER, "aud": AUDIENCE, "sub": "user_481", "iat": NOW - 60, "exp": 4000000000, "jti": "7b1c2f0e"}
KEYS = {"ES256": "p-256", "RS256": "rsa-2048", "HS256": "hs256", "EdDSA": "ed25519"}

# What none of these libraries is made to refuse: they would have to know how long tokens live here.
POLICY = {"exp-milliseconds", "exp-huge"}


def main():
    os.makedirs(WORK, exist_ok=True)
    verifiers = [PyJwt(), Joserfc()]
    node = Node(MODULES)
    if node.works():
        verifiers.append(node)
    else:
        print("skipped: npm's jose, since node or the package is not here")
    passed = failed = 0
    for alg, kind in KEYS.items():
        key, rows = made(alg, kind)
        accepted = {}
        for verifier in verifiers:
            wrongly = []
            for row in rows:
                answer = verifier.accepts(row["token"], key, alg)
                good = (answer is True) == row["accept"]
                passed += good
                if row["accept"] and not good:
                    failed += 1
                    print(f"failed: {alg} {row['name']} refused by {verifier.name}: {answer}")
                elif not good:
                    wrongly.append(row["name"])
                    accepted.setdefault(row["name"], []).append(verifier.name)
            print(f"{alg}: {verifier.name} {verifier.version}: {len(rows)} tokens, wrongly accepted: {', '.join(wrongly) or 'none'}")
        for name, by in accepted.items():
            if len(by) == len(verifiers) and name not in POLICY:
                failed += 1
                print(f"failed: {alg} {name} is accepted by all: is it a negative?")
    print(f"\ninterop test: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"{arguments[0]}: {done.stderr.decode()}")
    return done.stdout.decode()


def made(alg, kind):
    """A key of that kind, made by OpenSSL and the system's randomness, and the set for it."""
    key = private_jwk(kind) | {"kid": "key-1"}
    path = os.path.join(WORK, f"negatives-{alg}.jwk")
    with open(path, "w") as out:
        out.write(json.dumps(key))
    token = run("sign", "--key", path, "--alg", alg, json.dumps(CLAIMS)).strip()
    rows = json.loads(run("negatives", token, "--key", path, "--now", str(NOW), "--json"))["negatives"]
    assert sum(not row["accept"] for row in rows) >= 40, f"{alg}: too few"
    return key, rows


def private_jwk(kind):
    from cryptography.hazmat.primitives import serialization as ser
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from joserfc.jwk import ECKey, OKPKey, RSAKey
    if kind == "hs256":
        return {"kty": "oct", "k": base64.urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode()}
    made, reader = {"p-256": (lambda: ec.generate_private_key(ec.SECP256R1()), ECKey),
                    "rsa-2048": (lambda: rsa.generate_private_key(65537, 2048), RSAKey),
                    "ed25519": (ed25519.Ed25519PrivateKey.generate, OKPKey)}[kind]
    pem = made().private_bytes(ser.Encoding.PEM, ser.PrivateFormat.PKCS8, ser.NoEncryption())
    return reader.import_key(pem).as_dict(private=True)


def public(key):
    return {name: value for name, value in key.items() if name not in ("d", "p", "q", "dp", "dq", "qi")}


class PyJwt:
    name, version = "PyJWT", importlib.metadata.version("pyjwt")

    def accepts(self, token, key, alg):
        import jwt
        try:
            keys = {key["kid"]: jwt.PyJWK(public(key) | {"alg": alg})}
            found = keys[jwt.get_unverified_header(token)["kid"]]
            jwt.decode(token, found, algorithms=[alg], audience=AUDIENCE, issuer=ISSUER,
                       options={"require": ["exp", "iss", "aud"], "verify_iat": False})
            return True
        except Exception as error:
            return f"{type(error).__name__}: {error}"


class Joserfc:
    name, version = "joserfc", importlib.metadata.version("joserfc")

    def accepts(self, token, key, alg):
        from joserfc import jws, jwt
        from joserfc.jwk import KeySet
        try:
            keys = KeySet.import_key_set({"keys": [public(key)]})
            # By itself it refuses header parameters that it does not know, which RFC 7515 §4 says to ignore.
            registry = jws.JWSRegistry(algorithms=[alg], strict_check_header=False)
            decoded = jwt.decode(token, keys, registry=registry)
            jwt.JWTClaimsRegistry(now=NOW, iss={"essential": True, "value": ISSUER}, aud={"essential": True, "value": AUDIENCE},
                                  exp={"essential": True}).validate(decoded.claims)
            return True
        except Exception as error:
            return f"{type(error).__name__}: {error}"


class Node:
    """npm's jose, one process for everything: a line of JSON in, a line of JSON out."""

    name = "npm jose"

    def __init__(self, modules):
        self.modules, self.process, self.version = modules, None, "?"

    def works(self):
        if not self.modules or not os.path.isdir(os.path.join(self.modules, "jose")):
            return False
        try:
            self.process = subprocess.Popen(["node", os.path.join(HERE, "interop.mjs"), os.path.join(self.modules, "jose")],
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self.version = self.ask({"do": "version"})["result"]
            return True
        except Exception as error:
            print(f"node: {error}")
            return False

    def ask(self, question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def accepts(self, token, key, alg):
        answer = self.ask({"do": "claims", "token": token, "jwks": {"keys": [public(key)]}, "alg": alg, "iss": ISSUER,
                           "aud": AUDIENCE, "now": NOW})
        return True if answer.get("result") is True else answer.get("error") or answer.get("unsupported")


if __name__ == "__main__":
    sys.exit(main())
