provider "aws" {}

# The names of the keys that are there: one, two for as long as the router goes over, and one again.
variable "keys" {
  type    = set(string)
  default = ["first"]
}

variable "encryption_mode" {
  type    = string
  default = null
}

resource "aws_dx_connection" "this" {
  name            = "rotated"
  location        = "EqDC2"
  bandwidth       = "100Gbps"
  request_macsec  = true
  encryption_mode = var.encryption_mode
}

resource "aws_dx_macsec_key_association" "this" {
  for_each      = var.keys
  connection_id = aws_dx_connection.this.id
  ckn           = sha256("ckn ${each.key}")
  cak           = sha256("cak ${each.key}")
}
