"""Gateways, associations and attachments through boto3's paginators; the transit gateway's side through EC2."""

import unittest

from clients import client, order


class GatewayLists(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dx = client("directconnect")

    def gateway(self, name, **changes):
        made = self.dx.create_direct_connect_gateway(directConnectGatewayName=name, **changes)
        return made["directConnectGateway"]["directConnectGatewayId"]

    def listed(self, operation, member, identity, **selectors):
        pages = self.dx.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2}, **selectors)
        return [each[identity] for page in pages for each in page[member]]

    def test_gateways_and_associations(self):
        gateways = [self.gateway(f"gateway {number}") for number in range(5)]
        listed = self.listed("describe_direct_connect_gateways", "directConnectGateways", "directConnectGatewayId")
        self.assertEqual([each for each in listed if each in gateways], gateways)
        made = [
            self.dx.create_direct_connect_gateway_association(
                directConnectGatewayId=gateways[0], gatewayId=f"vgw-{number:08x}"
            )["directConnectGatewayAssociation"]["associationId"]
            for number in range(5)
        ]
        listed = self.listed(
            "describe_direct_connect_gateway_associations",
            "directConnectGatewayAssociations",
            "associationId",
            directConnectGatewayId=gateways[0],
        )
        self.assertEqual(listed, made)

    def test_attachments(self):
        gateway, connection = self.gateway("attached"), order(self.dx, "carrier")
        vifs = [
            self.dx.create_private_virtual_interface(
                connectionId=connection,
                newPrivateVirtualInterface={
                    "virtualInterfaceName": f"vif {vlan}",
                    "vlan": vlan,
                    "asn": 65000,
                    "directConnectGatewayId": gateway,
                },
            )["virtualInterfaceId"]
            for vlan in (1, 2, 3)
        ]
        listed = self.listed(
            "describe_direct_connect_gateway_attachments",
            "directConnectGatewayAttachments",
            "virtualInterfaceId",
            directConnectGatewayId=gateway,
        )
        self.assertEqual(listed, vifs)

    def test_refusals_as_clients_tell_them_apart(self):
        refused = self.dx.exceptions.DirectConnectClientException
        unknown = "00000000-0000-4000-8000-000000000000"
        with self.assertRaisesRegex(refused, "does not exist"):
            self.dx.delete_direct_connect_gateway_association(associationId=unknown)
        with self.assertRaisesRegex(refused, "is not found"):
            self.dx.delete_direct_connect_gateway_association_proposal(proposalId=unknown)
        with self.assertRaisesRegex(refused, "No association exists"):
            self.dx.delete_direct_connect_gateway_association(
                directConnectGatewayId=unknown, virtualGatewayId="vgw-00000001"
            )
        answer = self.dx.describe_direct_connect_gateway_associations(associationId=unknown)
        self.assertEqual(answer["directConnectGatewayAssociations"], [])


if __name__ == "__main__":
    unittest.main()
