#!/usr/bin/env python3
"""Jotlens and independent libraries read each other's tokens: every combination that both support.

usage: interop.py PROGRAM WORK_FOLDER [NODE_MODULES]

Needs jwcrypto and joserfc in this interpreter, and for the third library `node` with `jose` in NODE_MODULES. Prints one
matrix for each library and each kind of token (a row for each algorithm; `ours>` read by them, `theirs>` read by us) and
ends with "interop test: N passed, M failed".
"""

import concurrent.futures, json, os, shutil, subprocess, sys, threading

PROGRAM, WORK = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
MODULES = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
HERE = os.path.dirname(os.path.abspath(__file__))
CLAIMS = '{ "sub":"\\u00e9", "n" : 1.50,"exp":4000000000 }'
TEXT = "Live long and prosper. \u2713"

JWS = ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K",
       "EdDSA", "Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"]
ENC = ["A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512", "A128GCM", "A192GCM", "A256GCM"]
ALG = ["RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512", "RSA1_5", "A128KW", "A192KW", "A256KW", "A128GCMKW",
       "A192GCMKW", "A256GCMKW", "dir", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW",
       "PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"]
CURVES = ["P-256", "P-384", "P-521", "X25519", "X448"]


def main():
    # Keys of an earlier run are not those of this one.
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    keys = make_keys()
    libraries = [Python("jwcrypto", JwCrypto()), Python("joserfc", Joserfc())]
    node = Node(MODULES)
    if node.works():
        libraries.append(node)
    else:
        print("skipped: npm's jose, since node or the package is not here")
    passed = failed = 0
    for library in libraries:
        for kind, cases in (("JWS", jws_cases(keys)), ("JWE", jwe_cases(keys))):
            good, bad = matrix(library, kind, cases)
            passed, failed = passed + good, failed + bad
    print(f"\ninterop test: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


# --- what there is to try ------------------------------------------------------------------------------------------

def jws_cases(keys):
    """(row, column, case): each algorithm in each serialisation."""
    for alg in JWS:
        for form in ("compact", "flattened", "general", "detached", "b64"):
            for curve in ("Ed25519", "Ed448") if alg == "EdDSA" else (None,):
                yield (alg if not curve else f"{alg} {curve}"), form, dict(
                    kind="jws", alg=alg, form=form, key=keys[curve or signing_key(alg)], content=CLAIMS)


def jwe_cases(keys):
    """Each key management with each content encryption, compact; and the JSON forms and `zip` with one of them."""
    for alg in ALG:
        for curve in CURVES if alg.startswith("ECDH") else (None,):
            row = alg if not curve else f"{alg} {curve}"
            for enc in ENC:
                yield row, enc, jwe_case(keys, alg, enc, curve, "compact", False)
            for column, form, zipped in (("flattened", "flattened", False), ("general", "general", False), ("zip", "compact", True)):
                yield row, column, jwe_case(keys, alg, "A256GCM", curve, form, zipped)


def jwe_case(keys, alg, enc, curve, form, zipped):
    return dict(kind="jwe", alg=alg, enc=enc, form=form, zip=zipped, key=keys[curve or encryption_key(alg, enc)], content=TEXT)


def signing_key(alg):
    return {"HS256": "oct512", "HS384": "oct512", "HS512": "oct512", "ES256": "P-256", "ES384": "P-384", "ES512": "P-521",
            "ES256K": "secp256k1"}.get(alg, "RSA" if alg[:2] in ("RS", "PS") else alg)


def encryption_key(alg, enc):
    if alg == "dir":
        return "oct" + {"A128CBC-HS256": "256", "A192CBC-HS384": "384", "A256CBC-HS512": "512"}.get(enc, enc[1:4])
    if alg.startswith("PBES2"):
        return "password"
    return "RSA" if alg.startswith("RSA") else "oct" + alg[1:4]


def make_keys():
    """Private JWKs by their names: made by OpenSSL and the system's randomness, none by a library under test."""
    from cryptography.hazmat.primitives import serialization as ser
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, ed448, rsa, x25519, x448
    from jwcrypto.jwk import JWK

    made = {"RSA": rsa.generate_private_key(65537, 2048), "P-256": ec.generate_private_key(ec.SECP256R1()),
            "P-384": ec.generate_private_key(ec.SECP384R1()), "P-521": ec.generate_private_key(ec.SECP521R1()),
            "secp256k1": ec.generate_private_key(ec.SECP256K1()), "Ed25519": ed25519.Ed25519PrivateKey.generate(),
            "Ed448": ed448.Ed448PrivateKey.generate(), "X25519": x25519.X25519PrivateKey.generate(),
            "X448": x448.X448PrivateKey.generate()}
    keys = {}
    for name, key in made.items():
        if name in ("Ed25519", "Ed448", "X25519", "X448"):
            raw = key.private_bytes(ser.Encoding.Raw, ser.PrivateFormat.Raw, ser.NoEncryption())
            public = key.public_key().public_bytes(ser.Encoding.Raw, ser.PublicFormat.Raw)
            keys[name] = {"kty": "OKP", "crv": name, "x": b64u(public), "d": b64u(raw)}
            continue
        pem = key.private_bytes(ser.Encoding.PEM, ser.PrivateFormat.PKCS8, ser.NoEncryption())
        keys[name] = JWK.from_pem(pem).export(private_key=True, as_dict=True)
    for bits in (128, 192, 256, 384, 512):
        keys[f"oct{bits}"] = {"kty": "oct", "k": b64u(os.urandom(bits // 8))}
    keys["password"] = {"kty": "oct", "k": b64u(b"a password of some length")}
    for alg in ("ML-DSA-44", "ML-DSA-65", "ML-DSA-87"):
        keys[alg] = made_by_us(alg)
    for name, key in keys.items():
        if key:
            key["kid"] = name
    return keys


def made_by_us(alg):
    """ML-DSA has no file form that all know but ours: a seed, and the public key that Jotlens makes of it."""
    try:
        from jwcrypto.jwk import JWK
        return json.loads(JWK.generate(kty="AKP", alg=alg).export(private_key=True))
    except Exception:
        return None


def b64u(data):
    import base64
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


# --- Jotlens -------------------------------------------------------------------------------------------------------

def file_with(name, content):
    """A file that appears whole: others may read it at the same moment."""
    path = os.path.join(WORK, name)
    if not os.path.exists(path):
        own = f"{path}.{threading.get_ident()}"
        with open(own, "w") as out:
            out.write(content)
        os.replace(own, path)
    return path


def key_file(case):
    return file_with(case["key"]["kid"] + ".jwk", json.dumps(case["key"]))


def run(*arguments, stdin=None):
    return subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=60)


def ours(case):
    """A token of Jotlens; raises what it says where it makes none."""
    options = ["--key", key_file(case), "--alg", case["alg"]]
    if case["kind"] == "jws":
        options += {"flattened": ["--flattened"], "general": ["--general"], "detached": ["--detached"],
                    "b64": ["--detached", "--unencoded"]}.get(case["form"], [])
        done = run("sign", *options, "-", stdin=case["content"].encode())
    else:
        options += ["--enc", case["enc"], "--iterations", "1000"] + (["--zip"] if case["zip"] else [])
        options += ["--" + case["form"]] if case["form"] != "compact" else []
        done = run("encrypt", *options, "-", stdin=case["content"].encode())
    if done.returncode:
        raise ValueError(done.stderr.decode().strip())
    return done.stdout.decode().rstrip("\n")


def read_by_us(case, token):
    """The content of a token that Jotlens accepts; raises its report otherwise."""
    options = ["--key", key_file(case)]
    if case["form"] in ("detached", "b64"):
        options += ["--payload", file_with("detached", case["content"])]
    done = run("inspect", "--json", "--no-keychain", *options, "-", stdin=token.encode())
    report = json.loads(done.stdout)
    first = report["tokens"][0]
    if first["signature"]["verdict"] not in ("valid", "decrypted"):
        raise ValueError(f"{first['signature']['verdict']}, {[one['id'] for one in first['findings']]}")
    rejects = [one["id"] for one in first["findings"] if one["verdict"] == "reject"]
    # Jotlens opens RSA1_5 and says that it is to be refused.
    if rejects and case["alg"] != "RSA1_5":
        raise ValueError(f"rejected for {rejects}")
    return first["payload"]["text"]


# --- one library ---------------------------------------------------------------------------------------------------

def matrix(library, kind, cases):
    """Runs the cases both ways, prints the table, returns what passed and failed."""
    cases = [(row, column, case) for row, column, case in cases if case["key"] and library.supports(case)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda one: both_ways(library, one[2]), cases))
    columns = list(dict.fromkeys(column for _, column, _ in cases))
    rows = list(dict.fromkeys(row for row, _, _ in cases))
    table = {(row, column): outcome for (row, column, _), outcome in zip(cases, outcomes)}
    print(f"\n{library.name} {library.version} and Jotlens, {kind} (first ours read by them, then theirs read by us; + holds, "
          "! does not, . not supported by both)")
    print(f"  {'':26}" + "".join(f"{column:>15}" for column in columns))
    for row in rows:
        marks = [table.get((row, column)) for column in columns]
        print(f"  {row:26}" + "".join(f"{'. .' if one is None else ' '.join(mark(way) for way in one):>15}" for one in marks))
    passed = failed = 0
    for (row, column, _), outcome in zip(cases, outcomes):
        for direction, way in zip(("ours, read by them", "theirs, read by us"), outcome):
            if way is True:
                passed += 1
            elif way is not None:
                failed += 1
                print(f"  failed: {row} {column} ({direction}): {way}")
    return passed, failed


def mark(way):
    return {True: "+", None: "."}.get(way, "!")


def both_ways(library, case):
    return attempt(case, lambda: ours(case), lambda token: library.read(case, token)), \
        attempt(case, lambda: library.make(case), lambda token: read_by_us(case, token))


def attempt(case, make, read):
    """True, None where one of both says that it never does this, or what went wrong."""
    try:
        content = read(make())
    except NotSupported:
        return None
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        return None if "never made" in text else text[:300]
    return True if content == case["content"] else f"other content: {content!r}"


class NotSupported(Exception):
    pass


class Python:
    """A library in this process."""

    def __init__(self, name, library):
        import importlib.metadata
        self.name, self.library, self.version = name, library, importlib.metadata.version(name)
        self.make, self.read = library.make, library.read

    def supports(self, case):
        """Whether the library itself goes there and back."""
        try:
            return self.read(case, self.make(case)) == case["content"]
        except Exception as error:
            if os.environ.get("INTEROP_VERBOSE"):
                print(f"  {self.name} does not: {case['alg']} {case.get('enc', '')} {case['form']}: {type(error).__name__} {error}")
            return False


class JwCrypto:
    def key(self, case):
        from jwcrypto.jwk import JWK
        return JWK(**case["key"])

    def make(self, case):
        from jwcrypto import jwe, jws
        header = {"alg": case["alg"], "kid": case["key"]["kid"]}
        if case["kind"] == "jws":
            if case["form"] == "b64":
                header |= {"b64": False, "crit": ["b64"]}
            token = jws.JWS(case["content"].encode())
            token.allowed_algs = [case["alg"]]
            token.add_signature(self.key(case), None, json.dumps(header), None)
            if case["form"] in ("detached", "b64"):
                token.detach_payload()
            if case["form"] == "general":
                one = json.loads(token.serialize())
                return json.dumps({"payload": one.pop("payload"), "signatures": [one]})
            return token.serialize(compact=case["form"] != "flattened")
        header["enc"] = case["enc"]
        if case["zip"]:
            header["zip"] = "DEF"
        if case["alg"].startswith("PBES2"):
            header["p2c"] = 8192
        token = jwe.JWE(case["content"].encode(), json.dumps(header), algs=ALG + ENC)
        token.add_recipient(self.key(case))
        if case["form"] == "general":
            one = json.loads(token.serialize())
            own = {name: one.pop(name) for name in ("header", "encrypted_key") if name in one}
            return json.dumps(one | {"recipients": [own]})
        return token.serialize(compact=case["form"] == "compact")

    def read(self, case, token):
        from jwcrypto import jwe, jws
        if case["kind"] == "jws":
            signed = jws.JWS()
            signed.allowed_algs = [case["alg"]]
            signed.deserialize(token)
            detached = case["content"] if case["form"] in ("detached", "b64") else None
            signed.verify(self.key(case), detached_payload=detached)
            return detached or signed.payload.decode()
        opened = jwe.JWE(algs=ALG + ENC)
        opened.deserialize(token, self.key(case))
        return opened.payload.decode()


class Joserfc:
    def key(self, case):
        from joserfc.jwk import import_key
        return import_key({name: value for name, value in case["key"].items()})

    def make(self, case):
        from joserfc import jwe, jws
        key, content = self.key(case), case["content"].encode()
        header = {"alg": case["alg"], "kid": case["key"]["kid"]}
        if case["kind"] == "jws":
            algorithms = [case["alg"]]
            if case["form"] == "b64":
                member = {"protected": header | {"b64": False, "crit": ["b64"]}}
                token = jws.serialize_json(member, content, key, algorithms)
                return f"{token['protected']}..{token['signature']}"
            if case["form"] in ("compact", "detached"):
                token = jws.serialize_compact(header, content, key, algorithms)
                return token if case["form"] == "compact" else jws.detach_content(token)
            member = {"protected": header}
            return json.dumps(jws.serialize_json([member] if case["form"] == "general" else member, content, key, algorithms))
        header["enc"] = case["enc"]
        if case["zip"]:
            header["zip"] = "DEF"
        algorithms = [case["alg"], case["enc"], "DEF"]
        if case["form"] == "compact":
            return jwe.encrypt_compact(header, content, key, algorithms)
        # It puts the kid of the key into the recipient's header by itself.
        del header["kid"]
        kind = jwe.GeneralJSONEncryption if case["form"] == "general" else jwe.FlattenedJSONEncryption
        order = kind(header, content)
        order.add_recipient(None, key)
        return json.dumps(jwe.encrypt_json(order, None, algorithms))

    def read(self, case, token):
        from joserfc import jwe, jws
        key = self.key(case)
        if case["kind"] == "jws":
            algorithms = [case["alg"]]
            if case["form"] == "b64":
                jws.deserialize_compact(token, key, algorithms, payload=case["content"].encode())
                return case["content"]
            if case["form"] == "detached":
                header, _, signature = token.split(".")
                token = f"{header}.{b64u(case['content'].encode())}.{signature}"
            if case["form"] in ("compact", "detached"):
                return jws.deserialize_compact(token, key, algorithms).payload.decode()
            return jws.deserialize_json(json.loads(token), key, algorithms).payload.decode()
        algorithms = [case["alg"], case["enc"], "DEF"]
        if case["form"] == "compact":
            return jwe.decrypt_compact(token, key, algorithms).plaintext.decode()
        return jwe.decrypt_json(json.loads(token), key, algorithms).plaintext.decode()


class Node:
    """npm's jose, one process for everything: a line of JSON in, a line of JSON out."""

    name = "npm jose"

    def __init__(self, modules):
        self.modules, self.process, self.lock, self.version = modules, None, threading.Lock(), "?"

    def works(self):
        if not self.modules or not os.path.isdir(os.path.join(self.modules, "jose")):
            return False
        try:
            self.process = subprocess.Popen(
                ["node", os.path.join(HERE, "interop.mjs"), os.path.join(self.modules, "jose")],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self.version = self.ask({"do": "version"})["result"]
            return True
        except Exception as error:
            print(f"node: {error}")
            return False

    def ask(self, question):
        with self.lock:
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        answer = json.loads(line)
        if answer.get("unsupported"):
            raise NotSupported(answer["unsupported"])
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer

    def supports(self, case):
        try:
            return self.ask({"do": "supports", **case})["result"]
        except (NotSupported, ValueError):
            return False

    def make(self, case):
        return self.ask({"do": "make", **case})["result"]

    def read(self, case, token):
        return self.ask({"do": "read", "token": token, **case})["result"]


if __name__ == "__main__":
    sys.exit(main())
