"""A client of 2023: sixty-three operations, no pages in the lists of connections, an `asn` of 32 bits that is always there.

Its description of the service is this botocore's, without what has been added since.
"""

import json
import os
import pathlib
import tempfile
import unittest

import boto3
import botocore.session
from botocore.exceptions import ClientError, ParamValidationError

from clients import ONCE, client, order

VERSION = "2012-10-25"
OPERATIONS = 63
ADDED_OPERATIONS = ("ListVirtualInterfaceRoutes", "UpdateConnectionsBillingMode")
PAGED_SINCE = ("Connections", "HostedConnections", "Interconnects", "Lags", "VirtualInterfaces")
ADDED_MEMBERS = ("asnLong", "rateLimit", "rateLimiterStatus", "partnerInterconnectMacSecCapable", "associatedCoreNetwork")
ADDED_ERRORS = ("LimitExceededException",)
# Until there was asnLong.
ASN_REQUIRED = (
    "NewPrivateVirtualInterface",
    "NewPrivateVirtualInterfaceAllocation",
    "NewPublicVirtualInterface",
    "NewPublicVirtualInterfaceAllocation",
)


def of_2023(model):
    """The description of the service as it was."""
    for name in list(model["operations"]):
        if name in ADDED_OPERATIONS or "ResiliencyGroup" in name:
            del model["operations"][name]
    for operation in model["operations"].values():
        operation["errors"] = [each for each in operation.get("errors", []) if each["shape"] not in ADDED_ERRORS]
    for name, shape in model["shapes"].items():
        for member in ADDED_MEMBERS:
            shape.get("members", {}).pop(member, None)
        if name in ASN_REQUIRED:
            shape["required"] = sorted({*shape["required"], "asn"})
    for name in PAGED_SINCE:
        operation = model["operations"][f"Describe{name}"]
        for shape in (operation["input"], operation["output"]):
            for member in ("maxResults", "nextToken"):
                model["shapes"][shape["shape"]]["members"].pop(member, None)
    for name in ("CreateInterconnectRequest", "Interconnect"):
        for member in ("requestMACSec", "macSecCapable", "portEncryptionStatus", "encryptionMode", "macSecKeys"):
            model["shapes"][name]["members"].pop(member, None)
    return model


def older(directory, service="directconnect"):
    """A client that knows no more than that."""
    current = botocore.session.get_session().get_component("data_loader")
    place = pathlib.Path(directory) / service / VERSION
    place.mkdir(parents=True)
    model = of_2023(current.load_service_model(service, "service-2", VERSION))
    (place / "service-2.json").write_text(json.dumps(model))
    os.environ["AWS_DATA_PATH"] = str(directory)
    return boto3.session.Session().client(service, config=ONCE)


def least(shape):
    """The least that a client can send."""
    if shape.type_name == "structure":
        return {name: least(shape.members[name]) for name in shape.required_members}
    if shape.type_name == "list":
        return [least(shape.member)]
    return {"integer": 1, "long": 1, "boolean": True}.get(shape.type_name, "none-such")


class OlderClient(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.newer = client("directconnect")
        cls.directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.directory.cleanup)
        cls.dx = older(cls.directory.name)

    def test_it_is_older(self):
        self.assertEqual(len(self.dx.meta.service_model.operation_names), OPERATIONS)
        with self.assertRaises(ParamValidationError):
            self.dx.describe_connections(maxResults=1)

    def test_every_operation_is_there(self):
        """Whatever is asked for is answered or refused in words; nothing is unknown."""
        for name in self.dx.meta.service_model.operation_names:
            with self.subTest(name):
                operation = self.dx.meta.service_model.operation_model(name)
                given = least(operation.input_shape) if operation.input_shape else {}
                try:
                    self.dx._make_api_call(name, given)
                except ClientError as refusal:
                    self.assertEqual(refusal.response["Error"]["Code"], "DirectConnectClientException")
                    self.assertTrue(refusal.response["Error"]["Message"])

    def test_lists_come_whole(self):
        names = {f"one of many {number}" for number in range(130)}
        for name in names:
            order(self.dx, name)
        shown = self.dx.describe_connections()["connections"]
        self.assertLessEqual(names, {each["connectionName"] for each in shown})

    def test_the_asn_is_always_there(self):
        dx, connection = self.dx, order(self.dx, "carrier")
        asked = {"virtualInterfaceName": "v", "asn": 65000, "virtualGatewayId": "vgw-0123456789abcdef0"}
        made = dx.create_private_virtual_interface(
            connectionId=connection, newPrivateVirtualInterface={**asked, "vlan": 1}
        )
        self.assertEqual(made["asn"], 65000)
        self.assertEqual([each["asn"] for each in made["bgpPeers"]], [65000])
        self.assertNotIn("asnLong", made)

        # What newer clients have made, in 32 bits or in 16.
        del asked["asn"]
        for vlan, long, shown in ((2, 65010, 65010), (3, 4200000001, 0)):
            self.newer.create_private_virtual_interface(
                connectionId=connection, newPrivateVirtualInterface={**asked, "vlan": vlan, "asnLong": long}
            )
            (vif,) = [each for each in dx.describe_virtual_interfaces()["virtualInterfaces"] if each["vlan"] == vlan]
            self.assertEqual((vif["asn"], [each["asn"] for each in vif["bgpPeers"]]), (shown, [shown]))

    def test_an_interconnect_without_macsec(self):
        made = self.dx.create_interconnect(interconnectName="i", bandwidth="10Gbps", location="EqDC2")
        self.assertNotIn("macSecCapable", made)
        ended = self.dx.delete_interconnect(interconnectId=made["interconnectId"])
        self.assertEqual(ended["interconnectState"], "deleted")


if __name__ == "__main__":
    unittest.main()
