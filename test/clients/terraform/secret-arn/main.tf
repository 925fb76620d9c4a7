provider "aws" {}

resource "aws_secretsmanager_secret" "own" {
  name                    = "network/macsec"
  description             = "A pair of the customer's own"
  recovery_window_in_days = 0
  tags                    = { team = "network" }
}

resource "aws_secretsmanager_secret_version" "own" {
  secret_id     = aws_secretsmanager_secret.own.id
  secret_string = jsonencode({ ckn = sha256("ckn own"), cak = sha256("cak own") })
}

resource "aws_dx_connection" "first" {
  name           = "first"
  location       = "EqDC2"
  bandwidth      = "10Gbps"
  request_macsec = true
}

resource "aws_dx_connection" "second" {
  name           = "second"
  location       = "CSVA1"
  bandwidth      = "10Gbps"
  request_macsec = true
}

# A secret of the customer's own.
resource "aws_dx_macsec_key_association" "own" {
  connection_id = aws_dx_connection.first.id
  secret_arn    = aws_secretsmanager_secret_version.own.arn
}

# The secret that an association by CKN and CAK has made, on another connection.
resource "aws_dx_macsec_key_association" "made" {
  connection_id = aws_dx_connection.first.id
  ckn           = sha256("ckn made")
  cak           = sha256("cak made")
}

resource "aws_dx_macsec_key_association" "used_again" {
  connection_id = aws_dx_connection.second.id
  secret_arn    = aws_dx_macsec_key_association.made.secret_arn
}

data "aws_secretsmanager_secret" "own" {
  name       = aws_secretsmanager_secret.own.name
  depends_on = [aws_secretsmanager_secret_version.own]
}

data "aws_secretsmanager_secret_version" "own" {
  secret_id  = data.aws_secretsmanager_secret.own.id
  depends_on = [aws_secretsmanager_secret_version.own]
}

data "aws_secretsmanager_secret" "made" {
  arn = aws_dx_macsec_key_association.made.secret_arn
}

data "aws_secretsmanager_secret_version" "made" {
  secret_id = aws_dx_macsec_key_association.made.secret_arn
}
