package org.parvis.server.api;

import java.util.List;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.ApiFault;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.Look;
import org.parvis.server.identity.people.Person.Profile;
import org.parvis.server.identity.people.ProfileRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request says about a person: fields that are there replace what was known. Stateless. */
final class ProfileInput {
    private static final Profile NOBODY = new Profile("Guest", Look.PLAIN, List.of(), "{}", AgeBand.UNKNOWN);

    private ProfileInput() {}

    static Profile fresh(ApiCall call) {
        return changed(call, NOBODY);
    }

    static Profile changed(ApiCall call, Profile known) {
        return new Profile(
                call.optionalText("name").map(ProfileRule::name).orElse(known.name()),
                call.optionalObject("look")
                        .map(look -> look(look, known.look()))
                        .orElse(known.look()),
                call.optionalTexts("languages").map(ProfileRule::languages).orElse(known.languages()),
                call.optionalObject("settings")
                        .map(settings -> ProfileRule.settings(settings.toString()))
                        .orElse(known.settings()),
                call.optionalText("ageBand")
                        .map(text -> ProfileRule.ageBand(known.ageBand(), ageBand(text)))
                        .orElse(known.ageBand()));
    }

    private static AgeBand ageBand(String text) {
        try {
            return AgeBand.of(text);
        } catch (IllegalArgumentException unknown) {
            throw ApiFault.unfit("ageBand is unknown, child, teen or adult.");
        }
    }

    private static Look look(ObjectNode wished, Look known) {
        try {
            return new Look(
                    number(wished, "body", known.body()),
                    number(wished, "outfit", known.outfit()),
                    number(wished, "color", known.color()),
                    number(wished, "skin", known.skin()),
                    number(wished, "hair", known.hair()));
        } catch (IllegalArgumentException outOfRange) {
            throw ApiFault.unfit(String.valueOf(outOfRange.getMessage()));
        }
    }

    private static int number(ObjectNode look, String field, int known) {
        JsonNode node = look.get(field);
        if (node == null) {
            return known;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw ApiFault.malformed("The field look." + field + " is to be a whole number.");
        }
        return node.asInt();
    }
}
