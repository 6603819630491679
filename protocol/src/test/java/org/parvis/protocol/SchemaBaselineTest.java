package org.parvis.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ServerMessage;

/** The core of what buf checks, for machines without Node: released names and numbers keep their meaning. */
@Tag("A51")
final class SchemaBaselineTest {

    private final Map<String, GenericDescriptor> current = new HashMap<>();

    @Test
    void everythingReleasedIsStillThereWithItsNumberAndType() throws IOException {
        collect(ClientMessage.getDescriptor().getFile());
        collect(ServerMessage.getDescriptor().getFile());
        int compared = 0;
        for (FileDescriptorProto file : baseline().getFileList()) {
            if (!file.getPackage().equals("parvis.v1")) {
                continue;
            }
            file.getMessageTypeList().forEach(this::compare);
            file.getEnumTypeList().forEach(this::compare);
            compared += file.getMessageTypeCount() + file.getEnumTypeCount();
        }
        assertThat(compared).isGreaterThan(30);
    }

    private static FileDescriptorSet baseline() throws IOException {
        try (InputStream bytes = SchemaBaselineTest.class.getResourceAsStream("/baseline/parvis-v1.binpb")) {
            return FileDescriptorSet.parseFrom(Objects.requireNonNull(bytes, "the baseline is missing"));
        }
    }

    private void collect(FileDescriptor file) {
        file.getMessageTypes().forEach(type -> current.put(type.getName(), type));
        file.getEnumTypes().forEach(type -> current.put(type.getName(), type));
        file.getDependencies().forEach(this::collect);
    }

    private GenericDescriptor now(String name) {
        return Objects.requireNonNull(current.get(name), () -> name + " was released and is gone");
    }

    private void compare(DescriptorProto released) {
        DescriptorProto now = (DescriptorProto) now(released.getName()).toProto();
        for (FieldDescriptorProto field : released.getFieldList()) {
            assertThat(now.getFieldList())
                    .as("%s.%s", released.getName(), field.getName())
                    .anyMatch(other -> other.getName().equals(field.getName())
                            && other.getNumber() == field.getNumber()
                            && other.getType() == field.getType()
                            && other.getLabel() == field.getLabel()
                            && other.getTypeName().equals(field.getTypeName()));
        }
        assertThat(now.getReservedNameList()).containsAll(released.getReservedNameList());
    }

    private void compare(EnumDescriptorProto released) {
        EnumDescriptorProto now = (EnumDescriptorProto) now(released.getName()).toProto();
        released.getValueList()
                .forEach(value -> assertThat(now.getValueList())
                        .as("%s", value.getName())
                        .anyMatch(other ->
                                other.getName().equals(value.getName()) && other.getNumber() == value.getNumber()));
    }
}
