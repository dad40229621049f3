// Sends one mail by Nodemailer with its log and protocol dump on: a client for the samples.
//     node nodemailer_client.mjs '{transport options}' '{message fields}'
import nodemailer from "nodemailer";

const [transport, fields] = process.argv.slice(2).map((text) => JSON.parse(text));
const transporter = nodemailer.createTransport({ host: "mx.example.net", port: 25, allowInternalNetworkInterfaces: true, logger: true, debug: true, ...transport });
const message = {
    from: "sender@example.org",
    to: "alice@example.net",
    subject: "test of Nodemailer",
    text: "Hello Alice,\n.this line begins with a dot.\n",
    messageId: "<b4a4f5d5-8a9b-4c11-9a41-0de0f3f15f6d@example.org>",
    ...fields,
};
try {
    const { accepted, rejected, response } = await transporter.sendMail(message);
    console.log({ accepted, rejected, response });
} catch (error) {
    console.error(`${error.name}: ${error.message}`);
}
transporter.close();
