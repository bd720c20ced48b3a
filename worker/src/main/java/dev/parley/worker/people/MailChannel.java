package dev.parley.worker.people;

import dev.parley.activities.people.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Mail by SMTP. */
final class MailChannel implements Channel {

  private final Smtp smtp;
  private final Mailer mailer;
  private final Clock clock;

  MailChannel(Smtp smtp, Clock clock) {
    this.smtp = smtp;
    this.clock = clock;
    this.mailer = mailer(smtp);
  }

  private static Mailer mailer(Smtp smtp) {
    int millis = (int) Duration.ofSeconds(SECONDS / 2).toMillis();
    var builder =
        MailerBuilder.withSMTPServer(
                smtp.host(), smtp.port(), smtp.user().orElse(null), smtp.password().orElse(null))
            .withTransportStrategy(
                switch (smtp.security()) {
                  case TLS -> TransportStrategy.SMTPS;
                  case STARTTLS -> TransportStrategy.SMTP_TLS;
                  case NONE -> TransportStrategy.SMTP;
                })
            .withSessionTimeout(millis);
    return builder.buildMailer();
  }

  @Override
  public void send(Letter letter, Person person) throws NotSent {
    String address =
        person.email().orElseThrow(() -> new NotSent("people.yaml has no address for that person"));
    Email email =
        EmailBuilder.startingBlank()
            .from("Parley", smtp.from())
            .to(address)
            .withSubject(letter.subject())
            .withPlainText(letter.text(clock.getZone(), clock.instant()))
            // The same in each attempt: mailboxes show it once.
            .fixingMessageId("<%s@parley>".formatted(letter.id()))
            .withHeader("Auto-Submitted", "auto-generated")
            .buildEmail();
    try {
      var unused = mailer.sendMail(email, false).join();
    } catch (MailException | CompletionException e) {
      throw new NotSent("the mail server did not take it (%s)".formatted(cause(e)), e);
    }
  }

  /** The class only: the text may hold what a server has answered. */
  private static String cause(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
      deepest = next;
    }
    return deepest.getClass().getSimpleName();
  }
}
