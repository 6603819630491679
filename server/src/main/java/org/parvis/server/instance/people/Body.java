package org.parvis.server.instance.people;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.parvis.protocol.v1.Introduction;
import org.parvis.protocol.v1.Introductions;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Role;

/**
 * A body in the instance: what others are told of it besides its pose. It belongs to a visitor, or is a puppet, which a
 * feature moves. Tick thread only.
 */
public final class Body {
    private final int avatar;
    private final String name;
    private final List<Role> roles;
    private final boolean puppet;
    private Look look;
    private byte[] introduction;

    private Body(int avatar, String name, Look look, List<Role> roles, boolean puppet) {
        this.avatar = avatar;
        this.name = name;
        this.look = look;
        this.roles = List.copyOf(roles);
        this.puppet = puppet;
        introduction = encode();
    }

    /** The body of a visitor. */
    public static Body of(int avatar, Profile profile) {
        return new Body(avatar, profile.name(), profile.look(), profile.roles(), false);
    }

    /** A body that nobody sits behind. */
    public static Body puppet(int avatar, String name, Look look, List<Role> roles) {
        return new Body(avatar, name, look, roles, true);
    }

    private byte[] encode() {
        byte[] content = Introduction.newBuilder()
                .setAvatar(avatar)
                .setName(name)
                .setLook(look)
                .addAllRoles(roles)
                .setPuppet(puppet)
                .build()
                .toByteArray();
        int field = Introductions.AVATARS_FIELD_NUMBER;
        var wrapped = UnsafeByteOperations.unsafeWrap(content);
        byte[] bytes = new byte[CodedOutputStream.computeBytesSize(field, wrapped)];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeBytes(field, wrapped);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("An array of the right size was too small", e);
        }
        return bytes;
    }

    /** Its number. */
    public int avatar() {
        return avatar;
    }

    /** Name as others see it. */
    public String name() {
        return name;
    }

    /** How it looks. */
    public Look look() {
        return look;
    }

    /** Whether a feature moves it and nobody sits behind it. */
    public boolean isPuppet() {
        return puppet;
    }

    /** Gives it another look; those who know it must be told by {@code Interest.reintroduce}. */
    public void wear(Look worn) {
        look = worn;
        introduction = encode();
    }

    /** A complete {@code Introductions.avatars} field, never written again. */
    public byte[] introduction() {
        return introduction;
    }
}
