"""What Ansible's community.aws.directconnect_gateway asks, in its order; it needs transitions that take time."""

import time
import unittest

from clients import client

VGW = "vgw-0123456789abcdef0"


class AnsibleGateways(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dx = client("directconnect")

    def associations(self, gateway, vgw=None):
        selectors = {"virtualGatewayId": vgw} if vgw else {}
        answer = self.dx.describe_direct_connect_gateway_associations(directConnectGatewayId=gateway, **selectors)
        return answer["directConnectGatewayAssociations"]

    def eventually(self, gateway, fits):
        """The module waits 15 seconds between its looks."""
        until = time.monotonic() + 30
        while not fits(self.associations(gateway)):
            self.assertLess(time.monotonic(), until)
            time.sleep(0.05)

    def wait_for_status(self, gateway, status):
        """The module looks at once, and takes an empty list for the end of it."""
        listed = self.associations(gateway, VGW)
        self.assertTrue(not listed or listed[0]["associationState"] == status, listed)

    def test_present_and_absent(self):
        dx = self.dx
        self.assertEqual([each for each in dx.describe_direct_connect_gateways()["directConnectGateways"]], [])
        made = dx.create_direct_connect_gateway(directConnectGatewayName="ansible", amazonSideAsn=64600)
        gateway = made["directConnectGateway"]["directConnectGatewayId"]
        dx.create_direct_connect_gateway_association(directConnectGatewayId=gateway, virtualGatewayId=VGW)
        self.wait_for_status(gateway, "associating")
        (association,) = self.associations(gateway)
        self.assertEqual(association["virtualGatewayId"], VGW)
        (shown,) = dx.describe_direct_connect_gateways(directConnectGatewayId=gateway)["directConnectGateways"]
        self.assertNotEqual(shown["directConnectGatewayState"], "deleted")

        # Once more, with nothing to do.
        self.eventually(gateway, lambda listed: listed[0]["associationState"] == "associated")
        self.assertEqual(len(self.associations(gateway, VGW)), 1)

        # Detached.
        for each in self.associations(gateway):
            self.assertNotIn(each["associationState"], ["disassociating", "disassociated"])
            dx.delete_direct_connect_gateway_association(
                directConnectGatewayId=gateway, virtualGatewayId=each["virtualGatewayId"]
            )
            self.wait_for_status(gateway, "disassociating")
        self.eventually(gateway, lambda listed: listed == [])

        # Attached again, and then deleted with all that is on it.
        dx.create_direct_connect_gateway_association(directConnectGatewayId=gateway, virtualGatewayId=VGW)
        self.wait_for_status(gateway, "associating")
        dx.delete_direct_connect_gateway_association(directConnectGatewayId=gateway, virtualGatewayId=VGW)
        self.wait_for_status(gateway, "disassociating")
        self.eventually(gateway, lambda listed: listed == [])
        answer = dx.delete_direct_connect_gateway(directConnectGatewayId=gateway)
        self.assertEqual(answer["directConnectGateway"]["directConnectGatewayState"], "deleting")
        self.assertEqual(dx.describe_direct_connect_gateways()["directConnectGateways"], [])


if __name__ == "__main__":
    unittest.main()
