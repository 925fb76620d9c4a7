"""Two accounts: a partner hosts connections for a customer."""

import unittest

from clients import client, pair

PARTNER, CUSTOMER, STRANGER = "111111111111", "222222222222", "333333333333"


class HostedConnections(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.partner, cls.customer, cls.stranger = (client("directconnect", each) for each in (PARTNER, CUSTOMER, STRANGER))
        cls.interconnect = cls.partner.create_interconnect(
            interconnectName="partner", bandwidth="10Gbps", location="EqDC2", requestMACSec=True
        )["interconnectId"]

    def allocate(self, vlan, **changes):
        return self.partner.allocate_hosted_connection(
            connectionId=self.interconnect,
            ownerAccount=CUSTOMER,
            bandwidth="500Mbps",
            connectionName=f"hosted {vlan}",
            vlan=vlan,
            **changes,
        )

    def shown(self, dx, identity):
        (shown,) = dx.describe_connections(connectionId=identity)["connections"]
        return shown

    def test_who_is_who(self):
        self.assertEqual(client("sts", PARTNER).get_caller_identity()["Account"], PARTNER)
        self.assertEqual(client("sts", CUSTOMER).get_caller_identity()["Account"], CUSTOMER)

    def test_a_customer_confirms(self):
        made = self.allocate(101)
        identity = made["connectionId"]
        self.assertEqual((made["connectionState"], made["ownerAccount"], made["vlan"]), ("ordering", CUSTOMER, 101))
        self.assertEqual(self.shown(self.customer, identity)["connectionState"], "ordering")

        # Nobody confirms for the customer.
        for other in (self.partner, self.stranger):
            with self.assertRaises(other.exceptions.DirectConnectClientException) as caught:
                other.confirm_connection(connectionId=identity)
            self.assertIn(f"Could not find Connection with ID {identity}", str(caught.exception))
        self.assertEqual(self.customer.confirm_connection(connectionId=identity)["connectionState"], "pending")
        self.assertEqual(self.shown(self.customer, identity)["connectionState"], "available")

        # The partner sees it among what it hosts, by the parent's id and by its own, and nowhere else.
        for asked in (self.interconnect, identity):
            listed = self.partner.describe_hosted_connections(connectionId=asked)["connections"]
            (mine,) = [each for each in listed if each["connectionId"] == identity]
            self.assertEqual((mine["ownerAccount"], mine["connectionState"]), (CUSTOMER, "available"))
        self.assertEqual(self.partner.describe_connections()["connections"], [])
        with self.assertRaises(self.stranger.exceptions.DirectConnectClientException):
            self.stranger.describe_hosted_connections(connectionId=self.interconnect)

    def test_a_customer_declines(self):
        identity = self.allocate(102)["connectionId"]
        self.assertEqual(self.customer.delete_connection(connectionId=identity)["connectionState"], "rejected")
        with self.assertRaises(self.customer.exceptions.DirectConnectClientException):
            self.customer.describe_connections(connectionId=identity)

    def test_a_partner_takes_it_back(self):
        identity = self.allocate(103)["connectionId"]
        self.customer.confirm_connection(connectionId=identity)
        with self.assertRaises(self.partner.exceptions.DirectConnectClientException):
            self.partner.delete_interconnect(interconnectId=self.interconnect)
        self.assertEqual(self.partner.delete_connection(connectionId=identity)["connectionState"], "deleted")
        with self.assertRaises(self.customer.exceptions.DirectConnectClientException):
            self.customer.describe_connections(connectionId=identity)

    def test_each_account_has_its_own_tags(self):
        made = self.allocate(104, tags=[{"key": "for", "value": "partner"}])
        arn = f"arn:aws:directconnect:us-east-1:{CUSTOMER}:dxcon/{made['connectionId']}"
        self.customer.tag_resource(resourceArn=arn, tags=[{"key": "for", "value": "customer"}])
        for dx, value in ((self.partner, "partner"), (self.customer, "customer")):
            (entry,) = dx.describe_tags(resourceArns=[arn])["resourceTags"]
            self.assertEqual(entry["tags"], [{"key": "for", "value": value}])

    def test_keys_belong_to_the_interconnect(self):
        identity = self.allocate(105)["connectionId"]
        self.customer.confirm_connection(connectionId=identity)
        with self.assertRaises(self.customer.exceptions.DirectConnectClientException) as caught:
            self.customer.associate_mac_sec_key(connectionId=identity, **pair("hosted"))
        self.assertIn("hosted connection", str(caught.exception))
        self.partner.associate_mac_sec_key(connectionId=self.interconnect, **pair("hosted"))
        self.assertEqual(self.shown(self.customer, identity)["macSecKeys"], [])
        self.assertIs(self.shown(self.customer, identity)["partnerInterconnectMacSecCapable"], True)

    def test_a_vlan_is_used_once(self):
        self.allocate(106)
        with self.assertRaises(self.partner.exceptions.DirectConnectClientException) as caught:
            self.allocate(106)
        self.assertIn("VLAN 106 is already in use", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
