provider "aws" {}

variable "encryption_mode" {
  type    = string
  default = null
}

variable "key" {
  type    = string
  default = "mode"
}

resource "aws_dx_connection" "this" {
  name            = "modes"
  location        = "EqDC2"
  bandwidth       = "100Gbps"
  request_macsec  = true
  encryption_mode = var.encryption_mode
}

resource "aws_dx_macsec_key_association" "this" {
  connection_id = aws_dx_connection.this.id
  ckn           = sha256("ckn ${var.key}")
  cak           = sha256("cak ${var.key}")
}
