"""MACsec keys on a connection, a LAG and an interconnect."""

import json
import unittest

from clients import client, connection, order, pair


class MacSec(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dx = client("directconnect")
        cls.secrets = client("secretsmanager")

    def test_a_key_on_a_connection(self):
        identity = order(self.dx, "one")
        keys = self.dx.associate_mac_sec_key(connectionId=identity, **pair("one"))["macSecKeys"]
        self.assertEqual([key["ckn"] for key in keys], [pair("one")["ckn"]])
        self.assertEqual(keys[0]["state"], "associating")
        self.assertRegex(keys[0]["startOn"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        shown = connection(self.dx, identity)
        self.assertEqual(shown["connectionState"], "available")
        self.assertEqual(shown["macSecKeys"], [{**keys[0], "state": "associated"}])
        self.assertNotIn(pair("one")["cak"], json.dumps(shown, default=str))

        arn = keys[0]["secretARN"]
        value = json.loads(self.secrets.get_secret_value(SecretId=arn)["SecretString"])
        self.assertEqual(value, pair("one"))
        gone = self.dx.disassociate_mac_sec_key(connectionId=identity, secretARN=arn)
        self.assertEqual([key["state"] for key in gone["macSecKeys"]], ["disassociating"])
        self.assertEqual(connection(self.dx, identity)["macSecKeys"], [])
        self.assertEqual(self.secrets.describe_secret(SecretId=arn)["OwningService"], "directconnect")

    def test_three_keys_and_no_fourth(self):
        identity = order(self.dx, "three")
        for seed in "abc":
            keys = self.dx.associate_mac_sec_key(connectionId=identity, **pair(seed))["macSecKeys"]
            self.assertEqual(keys[-1]["ckn"], pair(seed)["ckn"])
        with self.assertRaises(self.dx.exceptions.DirectConnectClientException) as caught:
            self.dx.associate_mac_sec_key(connectionId=identity, **pair("d"))
        self.assertIn("can have at most 3", str(caught.exception))
        self.assertEqual(len(connection(self.dx, identity)["macSecKeys"]), 3)
        self.dx.delete_connection(connectionId=identity)

    def test_an_upper_case_ckn_and_one_pair_on_two_connections(self):
        upper = {name: digits.upper() for name, digits in pair("shared").items()}
        first, second = order(self.dx, "first"), order(self.dx, "second")
        shown = self.dx.associate_mac_sec_key(connectionId=first, **upper)["macSecKeys"][0]
        self.assertEqual(shown["ckn"], upper["ckn"])
        other = self.dx.associate_mac_sec_key(connectionId=second, **pair("shared"))["macSecKeys"][0]
        self.assertEqual(other["ckn"], pair("shared")["ckn"])
        self.assertEqual(other["secretARN"], shown["secretARN"])

    def test_a_customers_own_secret(self):
        identity = order(self.dx, "own")
        arn = self.secrets.create_secret(Name="own/macsec", SecretString=json.dumps(pair("own")))["ARN"]
        key = self.dx.associate_mac_sec_key(connectionId=identity, secretARN=arn)["macSecKeys"][0]
        self.assertEqual((key["secretARN"], key["ckn"]), (arn, pair("own")["ckn"]))

    def test_a_lag(self):
        lag = self.dx.create_lag(
            location="EqDC2",
            numberOfConnections=2,
            connectionsBandwidth="100Gbps",
            lagName="lag",
            requestMACSec=True,
        )
        identity = lag["lagId"]
        arn = self.dx.associate_mac_sec_key(connectionId=identity, **pair("lag"))["macSecKeys"][0]["secretARN"]
        self.dx.update_lag(lagId=identity, encryptionMode="must_encrypt")
        (shown,) = self.dx.describe_lags(lagId=identity)["lags"]
        self.assertEqual(shown["encryptionMode"], "must_encrypt")
        self.assertEqual([key["secretARN"] for key in shown["macSecKeys"]], [arn])
        self.assertEqual(len(shown["connections"]), 2)
        for member in shown["connections"]:
            self.assertEqual([key["secretARN"] for key in member["macSecKeys"]], [arn])
        self.dx.disassociate_mac_sec_key(connectionId=identity, secretARN=arn)
        (shown,) = self.dx.describe_lags(lagId=identity)["lags"]
        self.assertEqual((shown["macSecKeys"], shown["encryptionMode"]), ([], "should_encrypt"))

        plain = order(self.dx, "plain", bandwidth="100Gbps", requestMACSec=False)
        with self.assertRaises(self.dx.exceptions.DirectConnectClientException) as caught:
            self.dx.associate_connection_with_lag(connectionId=plain, lagId=identity)
        self.assertEqual(
            caught.exception.response["Error"]["Message"],
            f"Connection {plain} and lag should be requested MacSec at the same time",
        )

    def test_an_interconnect(self):
        made = self.dx.create_interconnect(
            interconnectName="partner", bandwidth="10Gbps", location="EqDC2", requestMACSec=True
        )
        identity = made["interconnectId"]
        arn = self.dx.associate_mac_sec_key(connectionId=identity, **pair("partner"))["macSecKeys"][0]["secretARN"]
        (shown,) = self.dx.describe_interconnects(interconnectId=identity)["interconnects"]
        self.assertEqual([key["state"] for key in shown["macSecKeys"]], ["associated"])
        self.dx.disassociate_mac_sec_key(connectionId=identity, secretARN=arn)
        self.assertEqual(self.dx.delete_interconnect(interconnectId=identity)["interconnectState"], "deleted")


if __name__ == "__main__":
    unittest.main()
