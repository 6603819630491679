package org.parvis.protocol.vectors;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Protobuf's JSON mapping, as far as this schema needs it: lowerCamelCase names, absent fields left out, 64-bit
 * numbers as strings, bytes in Base64, enum values by name. Any protobuf library reads and writes the same.
 */
final class ProtoJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ProtoJson() {}

    static ObjectNode of(Message message) {
        ObjectNode object = NODES.objectNode();
        message.getAllFields().forEach((field, value) -> {
            if (field.isMapField()) {
                ObjectNode map = object.putObject(field.getJsonName());
                ((List<?>) value).forEach(entry -> putEntry(map, (Message) entry));
            } else if (field.isRepeated()) {
                ArrayNode array = object.putArray(field.getJsonName());
                ((List<?>) value).forEach(element -> put(array, field, element));
            } else {
                ArrayNode single = NODES.arrayNode();
                put(single, field, value);
                object.set(field.getJsonName(), single.get(0));
            }
        });
        return object;
    }

    /** An entry of a map stands under its key, whatever numbers the schema gives both. */
    private static void putEntry(ObjectNode map, Message entry) {
        ArrayNode value = NODES.arrayNode();
        FieldDescriptor valueField = entry.getDescriptorForType().findFieldByName("value");
        put(value, valueField, entry.getField(valueField));
        Object key = entry.getField(entry.getDescriptorForType().findFieldByName("key"));
        map.set(key.toString(), value.get(0));
    }

    private static void put(ArrayNode target, FieldDescriptor field, Object value) {
        switch (field.getJavaType()) {
            case INT -> target.add(unsignedWhereSo(field, (Integer) value));
            case LONG ->
                target.add(
                        field.getType() == FieldDescriptor.Type.UINT64
                                ? Long.toUnsignedString((Long) value)
                                : Long.toString((Long) value));
            case FLOAT -> target.add((Float) value);
            case DOUBLE -> target.add((Double) value);
            case BOOLEAN -> target.add((Boolean) value);
            case STRING -> target.add((String) value);
            case BYTE_STRING -> target.add(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case ENUM -> target.add(((EnumValueDescriptor) value).getName());
            case MESSAGE -> target.add(of((Message) value));
        }
    }

    private static long unsignedWhereSo(FieldDescriptor field, int value) {
        return field.getType() == FieldDescriptor.Type.UINT32 ? Integer.toUnsignedLong(value) : value;
    }
}
