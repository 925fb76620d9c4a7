"""Secrets: a customer's own, and those that Direct Connect manages."""

import datetime
import json
import unittest

from botocore.exceptions import ClientError
from clients import client, connection, order, pair


class Secrets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dx = client("directconnect")
        cls.secrets = client("secretsmanager")

    def test_versions(self):
        made = self.secrets.create_secret(Name="versions", SecretString="one", Tags=[{"Key": "a", "Value": "b"}])
        second = self.secrets.put_secret_value(SecretId="versions", SecretBinary=b"\x00two")
        self.assertEqual(self.secrets.get_secret_value(SecretId=made["ARN"])["SecretBinary"], b"\x00two")
        first = self.secrets.get_secret_value(SecretId="versions", VersionStage="AWSPREVIOUS")
        self.assertEqual((first["SecretString"], first["VersionId"]), ("one", made["VersionId"]))
        described = self.secrets.describe_secret(SecretId="versions")
        self.assertEqual(
            described["VersionIdsToStages"],
            {made["VersionId"]: ["AWSPREVIOUS"], second["VersionId"]: ["AWSCURRENT"]},
        )
        self.assertEqual(described["Tags"], [{"Key": "a", "Value": "b"}])
        self.assertIsInstance(described["CreatedDate"], datetime.datetime)
        with self.assertRaises(self.secrets.exceptions.ResourceExistsException):
            self.secrets.create_secret(Name="versions", SecretString="three")

    def test_deletion_and_its_end(self):
        self.secrets.create_secret(Name="deleted", SecretString="x")
        self.secrets.delete_secret(SecretId="deleted", RecoveryWindowInDays=7)
        with self.assertRaises(self.secrets.exceptions.InvalidRequestException):
            self.secrets.get_secret_value(SecretId="deleted")
        self.secrets.restore_secret(SecretId="deleted")
        self.assertEqual(self.secrets.get_secret_value(SecretId="deleted")["SecretString"], "x")
        self.secrets.delete_secret(SecretId="deleted", ForceDeleteWithoutRecovery=True)
        with self.assertRaises(self.secrets.exceptions.ResourceNotFoundException):
            self.secrets.describe_secret(SecretId="deleted")

    def test_pages(self):
        names = [f"page/{number}" for number in range(5)]
        for name in names:
            self.secrets.create_secret(Name=name, SecretString=name)
        pages = self.secrets.get_paginator("list_secrets").paginate(
            Filters=[{"Key": "name", "Values": ["page/"]}], PaginationConfig={"PageSize": 2}
        )
        self.assertEqual(sorted(secret["Name"] for page in pages for secret in page["SecretList"]), names)

    def test_a_managed_secret_is_real_and_its_services_own(self):
        identity = order(self.dx, "managed")
        arn = self.dx.associate_mac_sec_key(connectionId=identity, **pair("managed"))["macSecKeys"][0]["secretARN"]
        described = self.secrets.describe_secret(SecretId=arn)
        self.assertEqual(described["Name"], f"directconnect!prod/us-east-1/directconnect/{pair('managed')['ckn']}")
        self.assertEqual(json.loads(self.secrets.get_secret_value(SecretId=arn)["SecretString"]), pair("managed"))
        with self.assertRaises(ClientError):
            self.secrets.put_secret_value(SecretId=arn, SecretString="mine")
        with self.assertRaises(ClientError):
            self.secrets.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)

        # Scheduled for deletion it is refused by name, a running key keeps running, and restoring it mends all.
        self.secrets.delete_secret(SecretId=arn, RecoveryWindowInDays=7)
        self.assertEqual(len(connection(self.dx, identity)["macSecKeys"]), 1)
        other = order(self.dx, "other")
        with self.assertRaises(self.dx.exceptions.DirectConnectClientException) as caught:
            self.dx.associate_mac_sec_key(connectionId=other, secretARN=arn)
        self.assertIn("RestoreSecret", str(caught.exception))
        self.secrets.restore_secret(SecretId=arn)
        self.dx.associate_mac_sec_key(connectionId=other, secretARN=arn)

    def test_another_account_has_its_own(self):
        self.secrets.create_secret(Name="private", SecretString="x")
        with self.assertRaises(ClientError) as caught:
            client("secretsmanager", "222222222222").get_secret_value(SecretId="private")
        self.assertEqual(caught.exception.response["Error"]["Code"], "ResourceNotFoundException")


if __name__ == "__main__":
    unittest.main()
