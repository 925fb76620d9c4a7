"""A server that verifies signatures: what the keys in its credentials file can do, and what others are told."""

import unittest

from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from clients import client, order

import boto3

KEY, SECRET, ACCOUNT = "AKIAEXAMPLE", "right/secret+key", "111111111111"


class VerifiedRequests(unittest.TestCase):
    def code_of(self, call, **given):
        with self.assertRaises(ClientError) as caught:
            call(**given)
        return caught.exception.response["Error"]["Code"]

    def test_the_right_secret(self):
        dx = client("directconnect", KEY, SECRET)
        identity = order(dx, "signed")
        self.assertEqual(dx.describe_connections(connectionId=identity)["connections"][0]["ownerAccount"], ACCOUNT)
        self.assertEqual(client("sts", KEY, SECRET).get_caller_identity()["Account"], ACCOUNT)
        secrets = client("secretsmanager", KEY, SECRET)
        secrets.create_secret(Name="signed", SecretString="x")
        self.assertEqual(secrets.get_secret_value(SecretId="signed")["SecretString"], "x")

    def test_another_region(self):
        self.assertEqual(client("directconnect", KEY, SECRET, "eu-west-1").describe_connections()["connections"], [])

    def test_the_wrong_secret(self):
        wrong = "wrong"
        self.assertEqual(
            self.code_of(client("directconnect", KEY, wrong).create_connection, **self.an_order()),
            "InvalidSignatureException",
        )
        self.assertEqual(
            self.code_of(client("secretsmanager", KEY, wrong).list_secrets), "InvalidSignatureException"
        )
        self.assertEqual(self.code_of(client("sts", KEY, wrong).get_caller_identity), "SignatureDoesNotMatch")
        names = [each["connectionName"] for each in client("directconnect", KEY, SECRET).describe_connections()["connections"]]
        self.assertNotIn("refused", names)

    def test_an_unknown_key(self):
        self.assertEqual(
            self.code_of(client("directconnect", "AKIAUNKNOWN", SECRET).describe_connections),
            "UnrecognizedClientException",
        )
        self.assertEqual(
            self.code_of(client("sts", "AKIAUNKNOWN", SECRET).get_caller_identity), "InvalidClientTokenId"
        )

    def test_no_signature(self):
        dx = boto3.client("directconnect", config=Config(signature_version=UNSIGNED))
        self.assertEqual(self.code_of(dx.describe_connections), "MissingAuthenticationTokenException")

    def an_order(self):
        return {"connectionName": "refused", "location": "EqDC2", "bandwidth": "10Gbps"}


if __name__ == "__main__":
    unittest.main()
