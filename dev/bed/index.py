"""A wheel index that behaves like the Jetson index, which is a devpi server.

  /jp6/cu126/+simple/NAME/     PEP 503 page with relative links, or PEP 691 JSON by the Accept header
  /jp6/cu126/NAME/             the same for installers, known by User-Agent or Accept; a page for people otherwise
  /jp6/cu126/+f/abc/def.../F   a file under the first 3 and next 13 hex digits of its sha256
  /wheels/F                    a wheel by its name
  /archives/F                  source archives
  /programs/F                  archives of finished programs
  /apt/F                       a Debian repository
  /git/NAME.git/...            git repositories over smart HTTP, as GitHub serves them

A package that the index does not hold is redirected to the upstream index.
"""
import argparse
import hashlib
import html
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

INDEX = "/jp6/cu126"
JSON = "application/vnd.pypi.simple.v1+json"
INSTALLER = re.compile(r"([^ ]* )*(distribute|setuptools|pip|pex|uv)/.*")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


class Files:
    """What lies below one folder: wheels known by their hashes, other files by their names."""

    def __init__(self, folder):
        self.projects, self.by_path, self.repositories = {}, {}, folder / "git"
        for wheel in sorted((folder / "wheels").glob("*-linux_aarch64.whl")):
            sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
            path = f"+f/{sha256[:3]}/{sha256[3:16]}/{wheel.name}"
            self.projects.setdefault(normal(wheel.name.split("-")[0]), []).append((wheel, sha256, path))
            self.by_path[f"{INDEX}/{path}"] = wheel
        for kind in ("wheels", "archives", "programs", "apt"):
            for file in (folder / kind).glob("*"):
                self.by_path[f"/{kind}/{file.name}"] = file


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "devpi-like"
    files = None
    upstream = ""

    def do_GET(self):
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path).replace("/./", "/")
        if path.startswith("/git/"):
            return self.git(path.removeprefix("/git"))
        if path in self.files.by_path:
            return self.send_file(self.files.by_path[path])
        if path in (INDEX + "/+simple", INDEX + "/+simple/"):
            return self.project_list()
        match = re.fullmatch(re.escape(INDEX) + r"/(\+simple/)?([A-Za-z0-9][A-Za-z0-9._-]*)(/?)", path)
        if match is None:
            return self.page(404, "text/plain; charset=utf-8", f"{path}: not found\n")
        simple, name, slash = bool(match[1]), match[2], match[3]
        if not slash or name != normal(name):
            return self.redirect(f"{INDEX}/{'+simple/' if simple else ''}{normal(name)}/")
        if not simple and not self.is_installer():
            return self.human_page(name)
        if name not in self.files.projects:
            if not self.upstream:
                return self.page(404, "text/plain; charset=utf-8", f"no project {name}\n")
            return self.redirect(f"{self.upstream}/{name}/")
        return self.links(name, "../../" if simple else "../")

    do_HEAD = do_GET

    def do_POST(self):
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        if not path.startswith("/git/"):
            return self.page(405, "text/plain; charset=utf-8", "GET only\n")
        return self.git(path.removeprefix("/git"))

    def git(self, path):
        """A CGI program of git answers (git-http-backend)."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        variables = {
            "GIT_PROJECT_ROOT": str(self.files.repositories), "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path,
            "REQUEST_METHOD": self.command, "QUERY_STRING": urllib.parse.urlsplit(self.path).query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""), "REMOTE_ADDR": self.client_address[0],
            "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        }
        done = subprocess.run(["git", "http-backend"], input=body, capture_output=True, env=variables, check=False)
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
        self.send_response(int(headers.pop("Status", "200" if head else "500").split()[0]))
        for name, value in {**headers, "Content-Length": str(len(answer))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    def is_installer(self):
        return bool(INSTALLER.match(self.headers.get("User-Agent", ""))) or self.wants_json()

    def wants_json(self):
        return JSON in self.headers.get("Accept", "")

    def links(self, name, up):
        entries = self.files.projects[name]
        if self.wants_json():
            body = {"meta": {"api-version": "1.0"}, "name": name,
                    "files": [{"filename": wheel.name, "url": up + path, "hashes": {"sha256": sha256},
                               "requires-python": ">=3.9"} for wheel, sha256, path in entries]}
            return self.page(200, JSON, json.dumps(body))
        rows = "".join(f'<a href="{up}{path}#sha256={sha256}" data-requires-python="&gt;=3.9">{wheel.name}</a><br/>\n'
                       for wheel, sha256, path in entries)
        title = f"{INDEX[1:]}: links for {name}"
        self.page(200, "text/html; charset=utf-8",
                  f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1>\n{rows}</body></html>\n")

    def project_list(self):
        names = sorted(self.files.projects)
        if self.wants_json():
            return self.page(200, JSON, json.dumps({"meta": {"api-version": "1.0"}, "projects": [{"name": n} for n in names]}))
        rows = "".join(f'<a href="{n}/">{n}</a><br/>\n' for n in names)
        self.page(200, "text/html; charset=utf-8",
                  f"<!DOCTYPE html><html><head><title>{INDEX[1:]}</title></head><body>\n{rows}</body></html>\n")

    def human_page(self, name):
        versions = sorted({wheel.name.split("-")[1] for wheel, _, _ in self.files.projects.get(name, [])})
        if not versions:
            return self.page(404, "text/html; charset=utf-8", f"<p>The project {html.escape(name)} does not exist.</p>\n")
        rows = "".join(f"<li>{html.escape(name)} {html.escape(v)}</li>\n" for v in versions)
        self.page(200, "text/html; charset=utf-8",
                  f"<!DOCTYPE html><html><head><title>{name}</title></head><body><h1>{name}</h1><ul>\n{rows}</ul></body></html>\n")

    def redirect(self, target):
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def page(self, code, kind, text):
        body = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Vary", "Accept, User-Agent")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_file(self, file):
        size = file.stat().st_size
        start = 0
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if wanted and int(wanted[1]) < size:
            start = int(wanted[1])
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        else:
            self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(size - start))
        self.end_headers()
        if self.command != "HEAD":
            with file.open("rb") as stream:
                stream.seek(start)
                shutil.copyfileobj(stream, self.wfile, 1 << 20)

    def log_message(self, text, *values):
        sys.stderr.write(f"{self.log_date_time_string()} {self.client_address[0]} {text % values}\n")
        sys.stderr.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True, help="HOST:PORT")
    parser.add_argument("--files", required=True, type=pathlib.Path)
    parser.add_argument("--upstream", default="")
    options = parser.parse_args()
    host, port = options.address.rsplit(":", 1)
    Handler.files = Files(options.files)
    Handler.upstream = options.upstream.rstrip("/")
    http.server.ThreadingHTTPServer((host, int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main()
