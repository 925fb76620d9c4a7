"""What Ansible's community.aws.directconnect_virtual_interface asks, in its order, each call once."""

import unittest

from clients import client, order

VGW = "vgw-0123456789abcdef0"
# The module's defaults.
VLAN, ASN = 100, 65000
# What the module says that it always returns.
RETURNED = (
    "addressFamily amazonAddress asn authKey bgpPeers connectionId customerAddress customerRouterConfig location "
    "ownerAccount routeFilterPrefixes virtualInterfaceId virtualInterfaceName virtualInterfaceState virtualInterfaceType vlan"
).split()


class AnsibleVirtualInterfaces(unittest.TestCase):
    def setUp(self):
        self.dx = client("directconnect")
        self.connection = order(self.dx, "carrier")

    def find(self, name, connection=None):
        """By name, and by connection where the name is not enough; what is on its way out does not count."""
        listed = [
            each
            for each in self.dx.describe_virtual_interfaces()["virtualInterfaces"]
            if each["virtualInterfaceState"] not in ("deleting", "deleted") and each["virtualInterfaceName"] == name
        ]
        if connection and len(listed) > 1:
            listed = [each for each in listed if each["connectionId"] == connection]
        return [each["virtualInterfaceId"] for each in listed]

    def state(self, vif):
        return self.dx.describe_virtual_interfaces(virtualInterfaceId=vif)["virtualInterfaces"][0]

    def present(self, name, public=False, **given):
        """Made, described to see which connection it is on, and described once more."""
        kind = "public" if public else "private"
        create = getattr(self.dx, f"create_{kind}_virtual_interface")
        asked = {"virtualInterfaceName": name, "vlan": VLAN, "asn": ASN, **given}
        made = create(connectionId=self.connection, **{f"new{kind.title()}VirtualInterface": asked})["virtualInterfaceId"]
        self.assertEqual(self.state(made)["connectionId"], self.connection)
        shown = self.state(made)
        for member in RETURNED:
            self.assertIn(member, shown)
        for member in "addressFamily amazonAddress asn authKey bgpPeerState bgpStatus customerAddress".split():
            self.assertIn(member, shown["bgpPeers"][0])
        self.assertEqual(self.find(name), [made])
        return made

    def absent(self, name):
        (vif,) = self.find(name)
        self.dx.delete_virtual_interface(virtualInterfaceId=vif)
        self.assertEqual(self.find(name), [])
        self.assertEqual(self.dx.describe_virtual_interfaces(virtualInterfaceId=vif)["virtualInterfaces"], [])

    def test_private(self):
        self.assertEqual(self.find("private"), [])
        made = self.present("private", virtualGatewayId=VGW)
        self.assertEqual(self.state(made)["virtualGatewayId"], VGW)
        self.absent("private")

    def test_private_to_a_gateway(self):
        gateway = self.dx.create_direct_connect_gateway(directConnectGatewayName="g", amazonSideAsn=64600)
        identity = gateway["directConnectGateway"]["directConnectGatewayId"]
        made = self.present(
            "to a gateway",
            authKey="a-key-of-mine",
            amazonAddress="192.168.1.1/30",
            customerAddress="192.168.1.2/30",
            addressFamily="ipv4",
            directConnectGatewayId=identity,
        )
        shown = self.state(made)
        self.assertEqual((shown["directConnectGatewayId"], shown["authKey"]), (identity, "a-key-of-mine"))
        self.absent("to a gateway")

    def test_public(self):
        made = self.present(
            "public",
            public=True,
            amazonAddress="203.0.113.1/30",
            customerAddress="203.0.113.2/30",
            routeFilterPrefixes=[{"cidr": "203.0.113.0/30"}],
        )
        self.assertEqual(self.state(made)["routeFilterPrefixes"], [{"cidr": "203.0.113.0/30"}])
        self.absent("public")

    def test_moved_to_another_connection(self):
        made = self.present("moved", virtualGatewayId=VGW)
        other = order(self.dx, "other")
        self.assertNotEqual(self.state(made)["connectionId"], other)
        self.dx.associate_virtual_interface(virtualInterfaceId=made, connectionId=other)
        self.assertEqual(self.state(made)["connectionId"], other)
        self.absent("moved")

    def test_two_of_one_name(self):
        first = self.present("twice", virtualGatewayId=VGW)
        other = order(self.dx, "other")
        asked = {"virtualInterfaceName": "twice", "vlan": VLAN, "asn": ASN, "virtualGatewayId": VGW}
        second = self.dx.create_private_virtual_interface(connectionId=other, newPrivateVirtualInterface=asked)
        self.assertEqual(len(self.find("twice")), 2)
        self.assertEqual(self.find("twice", self.connection), [first])
        self.assertEqual(self.find("twice", other), [second["virtualInterfaceId"]])


if __name__ == "__main__":
    unittest.main()
