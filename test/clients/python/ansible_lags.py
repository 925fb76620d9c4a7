"""What Ansible's community.aws.directconnect_link_aggregation_group asks, in its order, each call once."""

import unittest

from clients import client

VGW = "vgw-0123456789abcdef0"


class AnsibleLags(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dx = client("directconnect")
        cls.refused = cls.dx.exceptions.DirectConnectClientException

    def find(self, name):
        listed = self.dx.describe_lags()["lags"]
        return [each["lagId"] for each in listed if each["lagState"] != "deleted" and each["lagName"] == name]

    def status(self, lag):
        (shown,) = self.dx.describe_lags(lagId=lag)["lags"]
        return shown

    def create(self, name, minimum=None, **changes):
        """A LAG is made first and then told its minimum; its name goes along a second time."""
        asked = {"numberOfConnections": 2, "location": "EqDC2", "connectionsBandwidth": "1Gbps", **changes}
        lag = self.dx.create_lag(lagName=name, **asked)["lagId"]
        self.dx.update_lag(lagId=lag, lagName=name, **({"minimumLinks": minimum} if minimum else {}))
        return lag

    def remove(self, lag, **minimum):
        """By force, members included: as the module does it, whose update says nothing where the minimum is to be none."""
        dx = self.dx
        vifs = dx.describe_virtual_interfaces(connectionId=lag)["virtualInterfaces"]
        members = self.status(lag)["connections"]
        dx.update_lag(lagId=lag, **minimum)
        for member in members:
            dx.disassociate_connection_from_lag(connectionId=member["connectionId"], lagId=lag)
            dx.delete_connection(connectionId=member["connectionId"])
        for vif in vifs:
            dx.delete_virtual_interface(virtualInterfaceId=vif["virtualInterfaceId"])
        dx.delete_lag(lagId=lag)

    def assertGone(self, lag, name):
        self.assertEqual(self.find(name), [])
        with self.assertRaises(self.refused):
            self.dx.describe_lags(lagId=lag)

    def test_present_and_absent(self):
        self.assertEqual(self.find("ansible"), [])
        lag = self.create("ansible")
        self.assertEqual(self.find("ansible"), [lag])
        shown = self.status(lag)
        self.assertEqual((shown["minimumLinks"], shown["numberOfConnections"], len(shown["connections"])), (0, 2, 2))
        for member in ("awsDevice", "connectionsBandwidth", "lagName", "lagState", "location", "ownerAccount", "region"):
            self.assertIn(member, shown)

        # Changed.
        self.dx.update_lag(lagId=lag, minimumLinks=1, lagName="ansible")
        self.assertEqual(self.status(lag)["minimumLinks"], 1)
        self.remove(lag)
        self.assertGone(lag, "ansible")

    def test_of_a_connection_that_is_there(self):
        first = self.dx.create_connection(location="EqDC2", bandwidth="1Gbps", connectionName="first")["connectionId"]
        lag = self.create("of one", minimum=1, numberOfConnections=1, connectionId=first)
        self.assertEqual([each["connectionId"] for each in self.status(lag)["connections"]], [first])
        self.remove(lag, minimumLinks=0)
        self.assertGone(lag, "of one")

    def test_a_minimum_that_cannot_be(self):
        lag = self.create("too much")
        with self.assertRaisesRegex(self.refused, "MinimumLinks cannot be set higher than the number of connections"):
            self.dx.update_lag(lagId=lag, minimumLinks=3, lagName="too much")
        self.assertEqual(self.status(lag)["minimumLinks"], 0)

    def test_not_while_it_has_virtual_interfaces(self):
        lag = self.create("carrying")
        vif = {"virtualInterfaceName": "v", "vlan": 100, "asn": 65000, "virtualGatewayId": VGW}
        self.dx.create_private_virtual_interface(connectionId=lag, newPrivateVirtualInterface=vif)
        with self.assertRaisesRegex(self.refused, "until its Virtual Interfaces are deleted"):
            self.dx.delete_lag(lagId=lag)
        self.remove(lag)
        self.assertGone(lag, "carrying")

    def test_not_below_its_minimum(self):
        lag = self.create("two at least", minimum=2)
        (first, _) = self.status(lag)["connections"]
        with self.assertRaises(self.refused):
            self.dx.disassociate_connection_from_lag(connectionId=first["connectionId"], lagId=lag)
        self.remove(lag, minimumLinks=0)
        self.assertGone(lag, "two at least")


if __name__ == "__main__":
    unittest.main()
