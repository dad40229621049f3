import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Properties;

/**
 * Sends one mail by Jakarta Mail with its debug output on: a client for the samples.
 * Usage: java JavaMailClient.java RECIPIENTS [PROPERTY=VALUE]... [--password PASSWORD]
 */
class JavaMailClient {
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.debug", "true");
        properties.put("mail.smtp.host", "mx.example.net");
        properties.put("mail.smtp.from", "sender@example.org");
        properties.put("mail.smtp.ssl.trust", "*");
        String password = null;
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--password")) {
                password = args[++i];
            } else {
                String[] pair = args[i].split("=", 2);
                properties.put(pair[0], pair[1]);
            }
        }
        send(Session.getInstance(properties), args[0], password);
    }

    private static void send(Session session, String recipients, String password) throws Exception {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("sender@example.org"));
        message.setRecipients(Message.RecipientType.TO, recipients);
        message.setSubject("test of Jakarta Mail");
        message.setSentDate(new Date());
        message.setText("Hello Alice,\r\n.this line begins with a dot.\r\n");
        try {
            if (password == null) {
                Transport.send(message);
            } else {
                Transport.send(message, "alice@example.net", password);
            }
        } catch (MessagingException e) {
            System.out.println(e);
        }
    }
}
