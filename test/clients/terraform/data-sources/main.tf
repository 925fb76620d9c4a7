provider "aws" {}

data "aws_caller_identity" "this" {}

data "aws_dx_locations" "all" {}

data "aws_dx_location" "here" {
  location_code = "EqDC2"
}

resource "aws_dx_connection" "this" {
  name           = "looked-up"
  location       = data.aws_dx_location.here.location_code
  bandwidth      = "10Gbps"
  request_macsec = true
  provider_name  = sort(data.aws_dx_location.here.available_providers)[0]
  tags           = { team = "network" }
}

data "aws_dx_connection" "this" {
  name = aws_dx_connection.this.name
}
