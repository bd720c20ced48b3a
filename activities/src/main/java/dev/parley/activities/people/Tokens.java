package dev.parley.activities.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.agents.Choice;
import dev.parley.transcript.Json;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that prove who decides: signed, for one person and one request as it was asked, for a
 * while, for one use. A token is in the link of a notice and nowhere else: not in a signal, a log
 * or a history; the store learns only its id.
 */
public final class Tokens {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LONGEST = 4_000;

  /** Signed with it, so that no signature of another kind or version can pass for one of these. */
  private static final String PURPOSE = "parley-decide-1.";

  private static final ObjectMapper JSON =
      Json.mapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final TokenKey key;
  private final String store;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();

  /** Tokens for the requests of one store, by its id. */
  public Tokens(TokenKey key, String store, Clock clock) {
    this.key = key;
    this.store = store;
    this.clock = clock;
  }

  /**
   * What a token is for.
   *
   * @param digest of what is asked: arguments, code, plan; empty: there is nothing to bind it to
   */
  public record Subject(String conversation, String request, String digest) {}

  /**
   * What a token says.
   *
   * @param person who decides with it
   * @param allow the decisions that it is good for
   * @param until when it expires
   * @param id random; the store keeps it once it was used
   */
  public record Claims(
      Subject subject, String person, List<Choice> allow, Instant until, String id) {
    public Claims {
      allow = List.copyOf(allow);
    }
  }

  /** What a token turned out to be. */
  public sealed interface Check {
    /** It is good, as far as its own words go; whether it was used, only the store knows. */
    record Valid(Claims claims) implements Check {}

    /** It was good once. */
    record Expired(Claims claims) implements Check {}

    /** Nobody with the key has made it. */
    record Forged() implements Check {}

    /** It is good for another request, or for other arguments, or in another store. */
    record Other(Claims claims) implements Check {}
  }

  /** The short names are what a link is made of. */
  private record Written(
      String s, String c, String r, String d, String p, List<String> a, long e, String i) {}

  /** A new token. */
  public String issue(Subject subject, String person, List<Choice> allow, Instant until) {
    byte[] id = new byte[16];
    chance.nextBytes(id);
    Written written =
        new Written(
            store,
            subject.conversation(),
            subject.request(),
            subject.digest(),
            person,
            allow.stream().map(Choice::wire).toList(),
            until.getEpochSecond(),
            encode(id));
    String body = encode(Json.write(written).getBytes(StandardCharsets.UTF_8));
    return body + "." + encode(sign(body));
  }

  /** What a token says and whether that is true. */
  public Check verify(String token) {
    Optional<Written> read = genuine(token);
    if (read.isEmpty()) {
      return new Check.Forged();
    }
    Written written = read.get();
    Claims claims = claims(written);
    if (!written.s().equals(store)) {
      return new Check.Other(claims);
    }
    return clock.instant().isBefore(claims.until())
        ? new Check.Valid(claims)
        : new Check.Expired(claims);
  }

  /** The same for one request as it stands now. */
  public Check verify(String token, Subject subject) {
    return switch (verify(token)) {
      case Check.Valid valid when !valid.claims().subject().equals(subject) ->
          new Check.Other(valid.claims());
      case Check.Expired expired when !expired.claims().subject().equals(subject) ->
          new Check.Other(expired.claims());
      case Check other -> other;
    };
  }

  private Optional<Written> genuine(String token) {
    int dot = token.indexOf('.');
    if (dot < 0 || token.length() > LONGEST) {
      return Optional.empty();
    }
    String body = token.substring(0, dot);
    try {
      byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      // Compared first: nothing of a stranger's bytes is read before.
      if (!MessageDigest.isEqual(signature, sign(body))) {
        return Optional.empty();
      }
      return Optional.of(JSON.readValue(Base64.getUrlDecoder().decode(body), Written.class));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Optional.empty();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("bytes in memory cannot be read", e);
    }
  }

  private static Claims claims(Written written) {
    return new Claims(
        new Subject(written.c(), written.r(), written.d()),
        written.p(),
        written.a().stream().map(Choice::parse).flatMap(Optional::stream).toList(),
        Instant.ofEpochSecond(written.e()),
        written.i());
  }

  private byte[] sign(String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
      return mac.doFinal((PURPOSE + body).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256, which every JDK must have", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
