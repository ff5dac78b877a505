"""People and service accounts, their sign-in and the scopes of their tokens: Google's OAuth endpoints, offline.

Nothing of the sign-in is faked on the client's side: google-auth signs with a generated RSA key, and the emulator
checks the signature before it hands out a token.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt
from google.auth.crypt import RSASigner

from .errors import Json, error_info, sheets_error

SERVICE_DOMAIN = "@desa-emulator.iam.gserviceaccount.com"
DRIVE = "https://www.googleapis.com/auth/drive"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"


@cache
def _key() -> rsa.RSAPrivateKey:
    """One key for all service accounts of a test run: making one takes longer than most tests."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _pem(private: bool) -> str:
    if private:
        return (
            _key()
            .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            .decode()
        )
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _key().public_key().public_bytes(serialization.Encoding.PEM, form).decode()


@cache
def signer() -> Any:
    """google-auth's signer with that key."""
    load: Any = RSASigner.from_string
    return load(_pem(private=True), "1")


@dataclass
class Account:
    """A person or a service account. `storage`: whether it may own files; service accounts may not."""

    email: str
    name: str = ""
    storage: bool = True
    is_service: bool = False

    @property
    def permission_id(self) -> str:
        return f"{zlib.crc32(self.email.lower().encode()):020d}"


@dataclass
class Token:
    account: Account
    scopes: frozenset[str]
    expires: float


class OAuthError(Exception):
    """What the token endpoint answers instead of a token, with status 400."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.body = {"error": error, "error_description": description}


@dataclass
class Accounts:
    """Who exists, and which tokens are good. `now` is a clock in seconds."""

    url: Callable[[], str]
    now: Callable[[], float] = time.time
    known: dict[str, Account] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    refresh_tokens: dict[str, tuple[Account, frozenset[str]]] = field(default_factory=dict)
    codes: dict[str, tuple[Account, frozenset[str], str]] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    lifetime: float = 3600
    # Who sits at the browser when an OAuth sign-in opens it; None: the person declines.
    at_the_browser: Account | None = None
    # The scopes that this person leaves unticked on the consent page.
    unticked: frozenset[str] = frozenset()
    client_id: str = "1-emulator.apps.googleusercontent.com"
    client_secret: str = "GOCSPX-emulator"

    def person(self, email: str, name: str = "") -> Account:
        """The account of a person, made when it is first named."""
        return self.known.setdefault(email.lower(), Account(email, name or email.partition("@")[0].title()))

    def service(self, name: str = "perdes", storage: bool = False) -> Account:
        email = name + SERVICE_DOMAIN
        return self.known.setdefault(email, Account(email, name, storage, is_service=True))

    def service_info(self, account: Account) -> Json:
        """The content of the account's key file, as Google Cloud hands it out."""
        return {
            "type": "service_account",
            "project_id": "desa-emulator",
            "private_key_id": "1",
            "private_key": _pem(private=True),
            "client_email": account.email,
            "client_id": account.permission_id,
            "auth_uri": f"{self.url()}/o/oauth2/auth",
            "token_uri": f"{self.url()}/token",
        }

    def user_info(self, account: Account, scopes: tuple[str, ...] = (SHEETS, DRIVE_FILE)) -> Json:
        """The content of an authorized_user.json: a sign-in that was done before."""
        refresh_token = secrets.token_urlsafe(24)
        self.refresh_tokens[refresh_token] = (account, frozenset(scopes))
        return {
            "type": "authorized_user",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "refresh_token": refresh_token,
            "token_uri": f"{self.url()}/token",
            "scopes": list(scopes),
        }

    def client_info(self) -> Json:
        """The content of the credentials.json of an OAuth client for desktop programs."""
        return {
            "installed": {
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "project_id": "desa-emulator",
                "auth_uri": f"{self.url()}/o/oauth2/auth",
                "token_uri": f"{self.url()}/token",
                "redirect_uris": ["http://localhost"],
            }
        }

    def grant(self, form: dict[str, str]) -> Json:
        """The token endpoint: a signed assertion, a refresh token or a code for an access token; raises OAuthError."""
        match form.get("grant_type", ""):
            case "urn:ietf:params:oauth:grant-type:jwt-bearer":
                account, scopes = self._assertion(form.get("assertion", ""))
                return self._token(account, scopes)
            case "refresh_token":
                self._check_client(form)
                found = self.refresh_tokens.get(form.get("refresh_token", ""))
                if found is None or found[0].email in self.revoked:
                    raise OAuthError("invalid_grant", "Token has been expired or revoked.")
                return self._token(found[0], self._narrowed(found[1], form.get("scope")))
            case "authorization_code":
                self._check_client(form)
                return self._code(form)
        raise OAuthError("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type')}")

    @staticmethod
    def _narrowed(granted: frozenset[str], asked: str | None) -> frozenset[str]:
        """The scopes of a refreshed token: those that were allowed, or fewer of them."""
        wanted = frozenset(asked.split()) if asked else granted
        if not wanted <= granted:
            raise OAuthError("invalid_scope", "Some requested scopes were not granted by the user.")
        return wanted

    def _check_client(self, form: dict[str, str]) -> None:
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
            raise OAuthError("invalid_client", "The OAuth client was not found.")

    def _assertion(self, assertion: str) -> tuple[Account, frozenset[str]]:
        # google-auth names Google's own endpoint as the audience, whatever the key file's token_uri.
        audience = [f"{self.url()}/token", "https://oauth2.googleapis.com/token"]
        try:
            decode: Any = jwt.decode
            claims: dict[str, Any] = dict(decode(assertion, certs=_pem(private=False), audience=audience))
        except ValueError as error:
            raise OAuthError("invalid_grant", f"Invalid JWT: {error}") from error
        account = self.known.get(claims["iss"])
        if account is None or not account.is_service or account.email in self.revoked:
            raise OAuthError("invalid_grant", "Invalid grant: account not found")
        return account, frozenset(claims.get("scope", "").split())

    def _token(self, account: Account, scopes: frozenset[str]) -> Json:
        if not scopes:
            raise OAuthError("invalid_scope", "Empty or missing scope not allowed.")
        token = "ya29." + secrets.token_urlsafe(24)
        self.tokens[token] = Token(account, scopes, self.now() + self.lifetime)
        return {
            "access_token": token,
            "expires_in": int(self.lifetime),
            "scope": " ".join(sorted(scopes)),
            "token_type": "Bearer",
        }

    def consent(self, query: dict[str, str]) -> str:
        """The consent page, answered at once by whoever is at the browser: the address that it redirects to."""
        state = {"state": query["state"]} if "state" in query else {}
        if self.at_the_browser is None:
            return f"{query['redirect_uri']}?{urlencode({'error': 'access_denied'} | state)}"
        code = secrets.token_urlsafe(16)
        scopes = frozenset(query["scope"].split()) - self.unticked
        self.codes[code] = (self.at_the_browser, scopes, query.get("code_challenge", ""))
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'scope': ' '.join(sorted(scopes))} | state)}"

    def _code(self, form: dict[str, str]) -> Json:
        account, scopes, challenge = self.codes.pop(form.get("code", ""), (None, frozenset[str](), ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if account is None or (challenge and base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge):
            raise OAuthError("invalid_grant", "Malformed auth code.")
        refresh_token = secrets.token_urlsafe(24)
        self.refresh_tokens[refresh_token] = (account, scopes)
        return self._token(account, scopes) | {"refresh_token": refresh_token}

    def bearer(self, authorization: str | None) -> Token:
        """The token of a request, or the 401 that Google answers."""
        token = self.tokens.get((authorization or "").removeprefix("Bearer "))
        if token is None or token.expires <= self.now() or token.account.email in self.revoked:
            raise sheets_error(
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
                "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
                [error_info("ACCESS_TOKEN_EXPIRED" if token else "CREDENTIALS_MISSING")],
                WWW_Authenticate='Bearer realm="https://accounts.google.com/"',
            )
        return token

    def expire(self) -> None:
        """Every access token handed out so far stops working; refreshing gives a new one."""
        for token in self.tokens.values():
            token.expires = self.now()
