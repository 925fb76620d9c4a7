provider "aws" {}

locals {
  # 64 hexadecimal digits each, of no meaning.
  ckn   = { for name in ["a", "b", "c", "shared"] : name => sha256("ckn ${name}") }
  cak   = { for name in ["a", "b", "c", "shared"] : name => sha256("cak ${name}") }
  three = toset(["a", "b", "c"])
}

resource "aws_dx_connection" "three" {
  name           = "three-keys"
  location       = "EqDC2"
  bandwidth      = "10Gbps"
  request_macsec = true
}

# All at once: the provider does not wait between them.
resource "aws_dx_macsec_key_association" "three" {
  for_each      = local.three
  connection_id = aws_dx_connection.three.id
  ckn           = local.ckn[each.key]
  cak           = local.cak[each.key]
}

resource "aws_dx_connection" "pair" {
  count          = 2
  name           = "shared-${count.index}"
  location       = "EqDC2"
  bandwidth      = "100Gbps"
  request_macsec = true
}

# One pair on two connections, spelled in upper case.
resource "aws_dx_macsec_key_association" "pair" {
  count         = 2
  connection_id = aws_dx_connection.pair[count.index].id
  ckn           = upper(local.ckn["shared"])
  cak           = upper(local.cak["shared"])
}
