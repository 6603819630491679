package org.parvis.server.endpoint;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.Problem;
import org.parvis.server.identity.IdentityException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request with its body read as a JSON object. Fields nobody knows are left alone, so that newer clients may talk to
 * older servers. Immutable by agreement: nobody writes to the body.
 *
 * @param http the request
 * @param body its body, empty when it had none
 * @param visit stands for this request among others, light enough to be remembered longer than it
 */
public record ApiCall(HttpCall http, ObjectNode body, Object visit) {
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/(json|merge-patch\\+json)(\\s*;.*)?", Pattern.CASE_INSENSITIVE);
    private static final String BEARER = "bearer ";
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 200;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    public static ApiCall of(HttpCall http) {
        byte[] bytes = http.bodyBytes();
        if (bytes.length > 0
                && !JSON_TYPE.matcher(http.header("content-type").orElse("")).matches()) {
            throw new ApiFault(Problem.of(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "not-json", "A body is to be application/json."));
        }
        return new ApiCall(http, JsonInput.object(bytes), new Object());
    }

    /** The access token. */
    public String accessToken() {
        return optionalAccessToken()
                .orElseThrow(() -> new IdentityException(
                        IdentityException.Kind.NOT_SIGNED_IN, "Send an access token: Authorization: Bearer …"));
    }

    public Optional<String> optionalAccessToken() {
        return http.header("authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    /** A text that must be there. */
    public String text(String field) {
        return optionalText(field).orElseThrow(() -> ApiFault.malformed("The field " + field + " is missing."));
    }

    public Optional<String> optionalText(String field) {
        return present(field).map(node -> {
            if (!node.isString()) {
                throw ApiFault.malformed("The field " + field + " is to be a text.");
            }
            return node.asString();
        });
    }

    /** A whole number that must be there. */
    public long number(String field) {
        JsonNode node = present(field).orElseThrow(() -> ApiFault.malformed("The field " + field + " is missing."));
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw ApiFault.malformed("The field " + field + " is to be a whole number.");
        }
        return node.asLong();
    }

    public boolean flag(String field, boolean otherwise) {
        return present(field)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw ApiFault.malformed("The field " + field + " is to be true or false.");
                    }
                    return node.asBoolean();
                })
                .orElse(otherwise);
    }

    public Optional<ObjectNode> optionalObject(String field) {
        return present(field).map(node -> {
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw ApiFault.malformed("The field " + field + " is to be an object.");
        });
    }

    /** An object that must be there. */
    public ObjectNode object(String field) {
        return optionalObject(field).orElseThrow(() -> ApiFault.malformed("The field " + field + " is missing."));
    }

    public Optional<List<String>> optionalTexts(String field) {
        return present(field).map(node -> {
            if (!node.isArray() || node.valueStream().anyMatch(entry -> !entry.isString())) {
                throw ApiFault.malformed("The field " + field + " is to be a list of texts.");
            }
            List<String> texts = new ArrayList<>();
            node.forEach(entry -> texts.add(entry.asString()));
            return texts;
        });
    }

    /** A time by RFC 3339, of the years 1970 to 9999. */
    public Optional<Instant> optionalTime(String field) {
        return optionalText(field).map(text -> {
            Instant time;
            try {
                time = OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException notATime) {
                throw ApiFault.malformed("The field " + field + " is to be a time such as 2027-01-31T18:00:00Z.");
            }
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                throw ApiFault.unfit("The field " + field + " is to be a time of the years 1970 to 9999.");
            }
            return time;
        });
    }

    private Optional<JsonNode> present(String field) {
        return Optional.ofNullable(body.get(field)).filter(node -> !node.isNull());
    }

    /** How many entries a page should have. */
    public int limit() {
        try {
            int limit = http.path().parameter("limit").map(Integer::parseInt).orElse(DEFAULT_PAGE);
            if (limit >= 1 && limit <= MAX_PAGE) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            throw ApiFault.malformed("limit is a whole number.");
        }
        throw ApiFault.malformed("limit is 1 to " + MAX_PAGE + ".");
    }

    /** Where the page before ended; empty for the first page. */
    public String cursor() {
        return http.path().parameter("cursor").orElse("");
    }
}
