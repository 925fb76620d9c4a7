"""What the programs share: clients as boto3 makes them from the environment, and what they work with."""

import hashlib

import boto3
from botocore.config import Config

# A refusal is seen at once, and each call is one request.
ONCE = Config(retries={"total_max_attempts": 1})


def client(service, account=None, secret="test", region=None):
    """A client of the environment's endpoints; of another account if its twelve digits are given."""
    credentials = {"aws_access_key_id": account, "aws_secret_access_key": secret} if account else {}
    return boto3.client(service, config=ONCE, region_name=region, **credentials)


def pair(seed):
    """A CKN and a CAK, always the same for the same seed."""
    return {name: hashlib.sha256(f"{name} {seed}".encode()).hexdigest() for name in ("ckn", "cak")}


def order(dx, name, **changes):
    """Orders a MACsec capable connection; answers its id."""
    asked = {"location": "EqDC2", "bandwidth": "10Gbps", "requestMACSec": True, **changes}
    return dx.create_connection(connectionName=name, **asked)["connectionId"]


def connection(dx, connection_id):
    """The connection as it is shown."""
    (shown,) = dx.describe_connections(connectionId=connection_id)["connections"]
    return shown
