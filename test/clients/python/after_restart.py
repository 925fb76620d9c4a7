"""After a power cut and a restart: exactly what full_disk.py has been told is there."""

import os
import pathlib
import unittest

from clients import client


class AfterRestart(unittest.TestCase):
    def test_what_was_acknowledged_is_there(self):
        kept = (pathlib.Path(os.environ["FERRULE_TEST_DISK"]) / "kept").read_text().split("\n")
        shown = client("directconnect").describe_connections()["connections"]
        self.assertEqual(sorted(each["connectionId"] for each in shown), kept)
        self.assertEqual(sum(len(each["macSecKeys"]) for each in shown), 2)


if __name__ == "__main__":
    unittest.main()
