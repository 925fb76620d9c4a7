provider "aws" {}

variable "secret_arn" {
  type = string
}

resource "aws_dx_connection" "this" {
  name           = "imported"
  location       = "EqDC2"
  bandwidth      = "10Gbps"
  request_macsec = true
  tags           = { team = "network" }

  lifecycle {
    # The provider never reads this one back.
    ignore_changes = [request_macsec]
  }
}

resource "aws_dx_macsec_key_association" "this" {
  connection_id = aws_dx_connection.this.id
  secret_arn    = var.secret_arn
}
