"""A server whose disk fills up: FERRULE_TEST_DISK is where this program sees that disk."""

import os
import pathlib
import unittest

from botocore.exceptions import ClientError
from clients import client, order, pair

DISK = pathlib.Path(os.environ["FERRULE_TEST_DISK"])
# More than enough to use up what the server still has room for when the disk is full.
MOST = 3000


class FullDisk(unittest.TestCase):
    def fill(self):
        """Fills the disk to the last octet; answers the file that does."""
        filler = DISK / "filler"
        with open(filler, "wb", buffering=0) as file:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue
        return filler

    def test_nothing_is_acknowledged_that_cannot_be_kept(self):
        dx, secrets = client("directconnect"), client("secretsmanager")
        kept = {order(dx, f"kept {number}") for number in range(5)}
        keyed = min(kept)
        arn = dx.associate_mac_sec_key(connectionId=keyed, **pair("kept"))["macSecKeys"][0]["secretARN"]

        filler = self.fill()
        refused = 0
        for number in range(MOST):
            try:
                kept.add(order(dx, f"tried {number}"))
                refused = 0
            except dx.exceptions.DirectConnectServerException as fault:
                self.assertEqual(fault.response["ResponseMetadata"]["HTTPStatusCode"], 500)
                self.assertIn("nothing was changed", fault.response["Error"]["Message"])
                refused += 1
            if refused == 10:
                break
        self.assertEqual(refused, 10, "the disk never was full")

        # Neither keys nor secrets, nor changes to what is there.
        other = max(kept)
        with self.assertRaises(dx.exceptions.DirectConnectServerException):
            dx.associate_mac_sec_key(connectionId=other, **pair("refused"))
        with self.assertRaises(dx.exceptions.DirectConnectServerException):
            dx.delete_connection(connectionId=keyed)
        with self.assertRaises(ClientError) as caught:
            secrets.create_secret(Name="refused", SecretString="x")
        self.assertEqual(caught.exception.response["Error"]["Code"], "InternalServiceError")

        # What was acknowledged is there, nothing else, and all of it can be read.
        def check():
            shown = {each["connectionId"]: each for each in dx.describe_connections()["connections"]}
            self.assertEqual(set(shown), kept)
            self.assertEqual([key["secretARN"] for key in shown[keyed]["macSecKeys"]], [arn])
            self.assertEqual(shown[other]["macSecKeys"], [])
            self.assertEqual([secret["ARN"] for secret in secrets.list_secrets()["SecretList"]], [arn])

        check()
        filler.unlink()
        check()

        # With room again it goes on where it was.
        kept.add(order(dx, "after"))
        check()
        dx.associate_mac_sec_key(connectionId=other, **pair("after"))
        self.assertEqual(len(dx.describe_connections(connectionId=other)["connections"][0]["macSecKeys"]), 1)
        (DISK / "kept").write_text("\n".join(sorted(kept)))


if __name__ == "__main__":
    unittest.main()
