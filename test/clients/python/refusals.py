"""Refusals as programs catch them: by class, by code, by message."""

import unittest

from clients import client, order, pair


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dx = client("directconnect")

    def refused(self, call, **given):
        with self.assertRaises(self.dx.exceptions.DirectConnectClientException) as caught:
            call(**given)
        answer = caught.exception.response
        self.assertEqual(answer["Error"]["Code"], "DirectConnectClientException")
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertEqual(answer["message"], answer["Error"]["Message"])
        return answer["message"]

    def test_what_does_not_exist(self):
        dx, missing = self.dx, "dxcon-fffffff0"
        gone = f"Could not find Connection with ID {missing}"
        self.assertEqual(self.refused(dx.describe_connections, connectionId=missing), gone)
        self.assertEqual(self.refused(dx.delete_connection, connectionId=missing), gone)
        self.assertEqual(self.refused(dx.confirm_connection, connectionId=missing), gone)
        self.assertEqual(self.refused(dx.associate_mac_sec_key, connectionId=missing, **pair("x")), gone)
        self.assertEqual(
            self.refused(dx.describe_lags, lagId="dxlag-fffffff0"), "Could not find Lag with ID dxlag-fffffff0"
        )
        self.assertIn(
            "does not exist",
            self.refused(dx.disassociate_connection_from_lag, connectionId=missing, lagId="dxlag-fffffff0"),
        )
        self.assertIn("has an invalid format", self.refused(dx.describe_connections, connectionId="doesntexist"))

    def test_what_is_deleted(self):
        identity = order(self.dx, "deleted")
        self.assertEqual(self.dx.delete_connection(connectionId=identity)["connectionState"], "deleted")
        gone = f"Could not find Connection with ID {identity}"
        self.assertEqual(self.refused(self.dx.describe_connections, connectionId=identity), gone)
        self.assertEqual(self.refused(self.dx.delete_connection, connectionId=identity), gone)

    def test_what_cannot_be(self):
        identity = order(self.dx, "mode")
        message = self.refused(self.dx.update_connection, connectionId=identity, encryptionMode="maybe")
        for mode in ("no_encrypt", "should_encrypt", "must_encrypt"):
            self.assertIn(mode, message)
        self.refused(self.dx.create_connection, connectionName="x", location="nowhere", bandwidth="1Gbps")
        self.refused(self.dx.associate_mac_sec_key, connectionId=identity, ckn="0", cak="1")
        self.refused(self.dx.associate_mac_sec_key, connectionId=identity, secretARN="arn:aws:secretsmanager", **pair("x"))

    def test_lags(self):
        dx, here = self.dx, {"location": "EqDC2", "connectionsBandwidth": "10Gbps"}
        lag = dx.create_lag(lagName="secured", numberOfConnections=2, requestMACSec=True, **here)
        plain = order(dx, "plain", requestMACSec=False)
        self.assertEqual(
            self.refused(dx.associate_connection_with_lag, connectionId=plain, lagId=lag["lagId"]),
            f"Connection {plain} and lag should be requested MacSec at the same time",
        )
        elsewhere = order(dx, "elsewhere", location="CSVA1")
        message = self.refused(dx.associate_connection_with_lag, connectionId=elsewhere, lagId=lag["lagId"])
        self.assertIn("they must end on the same device", message)
        slow = order(dx, "slow", bandwidth="1Gbps", requestMACSec=False)
        message = self.refused(dx.associate_connection_with_lag, connectionId=slow, lagId=lag["lagId"])
        self.assertIn("they must be the same", message)
        self.assertIn(
            "MinimumLinks cannot be set higher than the number of connections",
            self.refused(dx.update_lag, lagId=lag["lagId"], minimumLinks=3),
        )
        dx.update_lag(lagId=lag["lagId"], minimumLinks=2)
        member = lag["connections"][0]["connectionId"]
        for leave in ({"call": dx.delete_connection}, {"call": dx.disassociate_connection_from_lag, "lagId": lag["lagId"]}):
            self.assertIn("fewer than its minimum of 2 links", self.refused(connectionId=member, **leave))

    def test_tags(self):
        with self.assertRaises(self.dx.exceptions.DuplicateTagKeysException):
            order(self.dx, "twice", tags=[{"key": "k", "value": "1"}, {"key": "k", "value": "2"}])
        with self.assertRaises(self.dx.exceptions.TooManyTagsException):
            order(self.dx, "many", tags=[{"key": f"k{number}", "value": ""} for number in range(51)])
        names = [shown["connectionName"] for shown in self.dx.describe_connections()["connections"]]
        self.assertNotIn("twice", names)
        self.assertNotIn("many", names)


if __name__ == "__main__":
    unittest.main()
