"""Lists without a paginator: everything at once, or page by page by hand; and tags."""

import unittest

from clients import client, order


class Lists(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dx = client("directconnect")
        cls.names = [f"connection {number:03}" for number in range(120)]
        for name in cls.names:
            order(cls.dx, name)

    def pages(self, call, member, **given):
        """Each page of a list, by hand."""
        token = {}
        while True:
            answer = call(**given, **token)
            yield answer[member]
            if "nextToken" not in answer:
                return
            token = {"nextToken": answer["nextToken"]}

    def test_everything_at_once(self):
        self.assertFalse(self.dx.can_paginate("describe_connections"))
        answer = self.dx.describe_connections()
        self.assertEqual([shown["connectionName"] for shown in answer["connections"]], self.names)
        self.assertNotIn("nextToken", answer)

    def test_page_by_page(self):
        everything = self.dx.describe_connections()["connections"]
        pages = list(self.pages(self.dx.describe_connections, "connections", maxResults=50))
        self.assertEqual([len(page) for page in pages], [50, 50, 20])
        self.assertEqual([shown for page in pages for shown in page], everything)
        # AWS clamps what is larger than 100.
        self.assertEqual(len(next(self.pages(self.dx.describe_connections, "connections", maxResults=500))), 100)

    def test_interconnects_and_lags(self):
        for number in range(3):
            self.dx.create_interconnect(interconnectName=f"i{number}", bandwidth="10Gbps", location="EqDC2")
            self.dx.create_lag(
                location="EqDC2", numberOfConnections=0, connectionsBandwidth="10Gbps", lagName=f"l{number}"
            )
        interconnects = list(self.pages(self.dx.describe_interconnects, "interconnects", maxResults=2))
        self.assertEqual([[shown["interconnectName"] for shown in page] for page in interconnects], [["i0", "i1"], ["i2"]])
        lags = list(self.pages(self.dx.describe_lags, "lags", maxResults=2))
        self.assertEqual([[shown["lagName"] for shown in page] for page in lags], [["l0", "l1"], ["l2"]])

    def test_another_regions_list_is_its_own(self):
        self.assertEqual(client("directconnect", region="eu-west-1").describe_connections()["connections"], [])

    def test_locations(self):
        locations = self.dx.describe_locations()["locations"]
        self.assertGreaterEqual(len(locations), 3)
        (here,) = [location for location in locations if location["locationCode"] == "EqDC2"]
        self.assertEqual(here["region"], "us-east-1")
        self.assertIn("100G", here["availableMacSecPortSpeeds"])
        self.assertTrue(here["availableProviders"])

    def test_tags_are_answered_for_every_arn_in_order(self):
        shown = self.dx.describe_connections(maxResults=2)["connections"]
        arns = [f"arn:aws:directconnect:us-east-1:000000000000:dxcon/{one['connectionId']}" for one in reversed(shown)]
        self.dx.tag_resource(resourceArn=arns[0], tags=[{"key": "team", "value": "network"}])
        self.assertEqual(
            self.dx.describe_tags(resourceArns=arns)["resourceTags"],
            [
                {"resourceArn": arns[0], "tags": [{"key": "team", "value": "network"}]},
                {"resourceArn": arns[1], "tags": []},
            ],
        )
        self.dx.untag_resource(resourceArn=arns[0], tagKeys=["team", "absent"])
        self.assertEqual(self.dx.describe_tags(resourceArns=arns[:1])["resourceTags"][0]["tags"], [])


if __name__ == "__main__":
    unittest.main()
