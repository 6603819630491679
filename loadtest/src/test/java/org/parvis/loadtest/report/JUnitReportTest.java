package org.parvis.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.parvis.loadtest.measure.Tally;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class JUnitReportTest {
    @Test
    void everyLimitIsATestAndEveryMissedOneFailsWithItsSentence() throws Exception {
        Tally tally = new Tally();
        tally.age.recordValue(400_000_000);
        tally.disconnects.put("closed by the server: \"flood\" <now>\u0007", 1);
        RunResult run = SampleRuns.of(tally, 0, 50, i -> 400, 10);

        Document xml = parsed(JUnitReport.of("parvis-loadtest.plaza", new RunReport(run).checks()));
        Element suite = xml.getDocumentElement();
        NodeList cases = suite.getElementsByTagName("testcase");
        assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(cases.getLength()));
        assertThat(suite.getAttribute("failures"))
                .isEqualTo(String.valueOf(run.verdict().missed().size()))
                .isNotEqualTo("0");
        assertThat(suite.getElementsByTagName("failure").getLength())
                .isEqualTo(run.verdict().missed().size());
        assertThat(((Element) cases.item(0)).getAttribute("name")).isEqualTo("run");
    }

    @Test
    void charactersThatXmlDoesNotKnowDoNotBreakTheFile() throws Exception {
        Document xml = parsed(JUnitReport.of("s", List.of(new Check("a < b & c", "bell \u0007 and \"quotes\""))));
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("bell   and \"quotes\"");
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
