provider "aws" {
  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/network"
  }
}

provider "aws" {
  alias = "own"
}

data "aws_caller_identity" "assumed" {}

data "aws_caller_identity" "own" {
  provider = aws.own
}

resource "aws_dx_connection" "assumed" {
  name      = "assumed"
  location  = "EqDC2"
  bandwidth = "10Gbps"
}

resource "aws_dx_connection" "own" {
  provider  = aws.own
  name      = "own"
  location  = "EqDC2"
  bandwidth = "10Gbps"
}
