"""Certificates for one run of an API server, fake or real, made by openssl, so that no private key lies in the repository."""
import pathlib
import subprocess

CONFIG = """
[ca]
default_ca = own
[own]
new_certs_dir = {folder}
database = {folder}/index
serial = {folder}/serial
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
organizationName = optional
"""

ALWAYS = ("20200101000000Z", "20491231000000Z")


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def make_authority(folder, name):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={name}",
            "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.crt")


def sign(folder, authority, name, start, end):
    openssl("ca", "-config", folder / "ca.conf", "-batch", "-notext", "-cert", folder / f"{authority}.crt", "-keyfile",
            folder / f"{authority}.key", "-startdate", start, "-enddate", end, "-in", folder / f"{name}.csr", "-out", folder / f"{name}.crt")


def make_client(folder, authority, user, group):
    """A certificate by which an API server knows a user and its group; USER.crt and USER.key."""
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/O={group}/CN={user}", "-addext",
            "extendedKeyUsage=clientAuth", "-keyout", folder / f"{user}.key", "-out", folder / f"{user}.csr")
    sign(folder, authority, user, *ALWAYS)


def make_server(folder, authority, name, names, start, end):
    """A certificate with its key in one file; start and end as openssl writes dates."""
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}", "-addext",
            f"subjectAltName={names}", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.csr")
    sign(folder, authority, name, start, end)
    (folder / f"{name}.pem").write_text((folder / f"{name}.key").read_text() + (folder / f"{name}.crt").read_text())


def make_all(folder):
    folder = pathlib.Path(folder)
    (folder / "ca.conf").write_text(CONFIG.format(folder=folder))
    (folder / "index").touch()
    (folder / "serial").write_text("01\n")
    make_authority(folder, "authority")
    make_authority(folder, "other")
    here = "IP:127.0.0.1,DNS:kubernetes"
    make_server(folder, "authority", "good", here, *ALWAYS)
    make_server(folder, "authority", "elsewhere", "DNS:elsewhere.example", *ALWAYS)
    make_server(folder, "authority", "expired", here, "20200101000000Z", "20210101000000Z")
    make_server(folder, "authority", "future", here, "20480101000000Z", "20491231000000Z")
