package org.parvis.loadtest.report;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What was asked of a run as JUnit's XML, which build servers show as tests. Any thread. */
public final class JUnitReport {
    private JUnitReport() {}

    /**
     * Writes the tests.
     *
     * @param suite what all of them are of
     * @param checks a test each
     * @return XML, UTF-8
     */
    public static String of(String suite, List<Check> checks) {
        StringWriter text = new StringWriter();
        long failed = checks.stream().filter(check -> !check.held()).count();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute("tests", String.valueOf(checks.size()));
            xml.writeAttribute("failures", String.valueOf(failed));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            for (Check check : checks) {
                write(xml, suite, check);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return text + "\n";
    }

    private static void write(XMLStreamWriter xml, String suite, Check check) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", check.name());
        if (!check.held()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", check.failure().replaceAll("\\p{Cntrl}", " "));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
