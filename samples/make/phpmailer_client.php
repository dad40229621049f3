<?php
// Sends one mail by PHPMailer with its debug output on: a client for the samples.
//     php phpmailer_client.php '{properties of PHPMailer}' RECIPIENT...
require '/usr/share/php/libphp-phpmailer/autoload.php';

$mail = new PHPMailer\PHPMailer\PHPMailer();
$mail->isSMTP();
$mail->SMTPDebug = 2;
$mail->Host = 'mx.example.net';
$mail->SMTPOptions = ['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]];
$mail->MessageID = '<b4a4f5d5-8a9b-4c11-9a41-0de0f3f15f6d@example.org>';
$mail->setFrom('sender@example.org');
$mail->Subject = 'test of PHPMailer';
$mail->Body = "Hello Alice,\n.this line begins with a dot.\n";
foreach (json_decode($argv[1], true) as $property => $value) {
    $mail->$property = $value;
}
foreach (array_slice($argv, 2) as $recipient) {
    $mail->addAddress($recipient);
}
echo $mail->send() ? "Message has been sent\n" : "Mailer Error: $mail->ErrorInfo\n";
