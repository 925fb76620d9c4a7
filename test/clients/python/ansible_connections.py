"""What Ansible's community.aws.directconnect_connection and _confirm_connection ask, in their order.

The modules try ten times, five seconds apart, whatever Direct Connect refuses: here each call is made once, and has to be
right the first time.
"""

import unittest

from clients import client, order

CUSTOMER = "222222222222"


def find(dx, name=None, identity=None):
    """The modules list everything, and tell names apart themselves; a deleted one does not count."""
    selectors = {"connectionId": identity} if identity else {}
    listed = dx.describe_connections(**selectors)["connections"]
    return [
        each["connectionId"]
        for each in listed
        if each["connectionState"] != "deleted" and (identity or each["connectionName"] == name)
    ]


class AnsibleConnections(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dx = client("directconnect")

    def create(self, **wanted):
        """What is asked for is no more than this, and what has been made is then described by its id."""
        made = self.dx.create_connection(**wanted)["connectionId"]
        (shown,) = self.dx.describe_connections(connectionId=made)["connections"]
        for member in ("awsDevice", "bandwidth", "connectionName", "connectionState", "location", "ownerAccount", "region"):
            self.assertIn(member, shown)
        return shown

    def lag(self):
        asked = {"location": "EqDC2", "connectionsBandwidth": "1Gbps", "numberOfConnections": 0}
        return self.dx.create_lag(lagName="for connections", **asked)["lagId"]

    def test_present_and_absent(self):
        dx, name = self.dx, "ansible"
        self.assertEqual(find(dx, name), [])
        made = self.create(location="EqDC2", bandwidth="1Gbps", connectionName=name)
        (identity,) = find(dx, name)
        self.assertEqual(identity, made["connectionId"])
        self.assertEqual(find(dx, identity=identity), [identity])

        # Put into a LAG, and into another. A connection that is in none has no such member at all.
        self.assertNotIn("lagId", made)
        first, second = self.lag(), self.lag()
        dx.associate_connection_with_lag(connectionId=identity, lagId=first)
        (shown,) = dx.describe_connections(connectionId=identity)["connections"]
        self.assertEqual(shown["lagId"], first)
        dx.disassociate_connection_from_lag(connectionId=identity, lagId=shown["lagId"])
        dx.associate_connection_with_lag(connectionId=identity, lagId=second)
        (shown,) = dx.describe_connections(connectionId=identity)["connections"]
        self.assertEqual(shown["lagId"], second)
        dx.disassociate_connection_from_lag(connectionId=identity, lagId=second)
        (shown,) = dx.describe_connections(connectionId=identity)["connections"]
        self.assertNotIn("lagId", shown)

        # Replaced by a faster one: another connection of the same name, which must be the only one.
        dx.delete_connection(connectionId=identity)
        replaced = self.create(location="EqDC2", bandwidth="10Gbps", connectionName=name)
        self.assertNotEqual(replaced["connectionId"], identity)
        self.assertEqual(find(dx, name), [replaced["connectionId"]])
        dx.delete_connection(connectionId=replaced["connectionId"])
        self.assertEqual(find(dx, name), [])

    def test_created_in_a_lag(self):
        lag = self.lag()
        made = self.create(location="EqDC2", bandwidth="1Gbps", connectionName="in a LAG", lagId=lag)
        self.assertEqual(made["lagId"], lag)

    def test_confirmed(self):
        interconnect = self.dx.create_interconnect(interconnectName="i", bandwidth="10Gbps", location="EqDC2")
        allocated = {"bandwidth": "500Mbps", "ownerAccount": CUSTOMER, "connectionId": interconnect["interconnectId"]}
        customer = client("directconnect", CUSTOMER)
        for vlan, how in ((1, "name"), (2, "identity")):
            hosted = self.dx.allocate_hosted_connection(connectionName=f"hosted {vlan}", vlan=vlan, **allocated)
            selector = {"name": f"hosted {vlan}"} if how == "name" else {"identity": hosted["connectionId"]}
            (identity,) = find(customer, **selector)
            (shown,) = customer.describe_connections(connectionId=identity)["connections"]
            self.assertEqual(shown["connectionState"], "ordering")
            customer.confirm_connection(connectionId=identity)
            # Whoever runs the module again must find that there is nothing to confirm.
            (shown,) = customer.describe_connections(connectionId=identity)["connections"]
            self.assertIn(shown["connectionState"], ("pending", "available"))

    def test_a_connection_of_the_same_name_makes_a_name_useless(self):
        order(self.dx, "twice")
        order(self.dx, "twice")
        self.assertEqual(len(find(self.dx, "twice")), 2)


if __name__ == "__main__":
    unittest.main()
