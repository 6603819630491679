package org.parvis.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A106")
class StaffWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Moderator Ana",
                "moderator",
                "MODERATOR",
                "Mod\u0435rator Ana",
                "🛡 Moderator",
                "🛡\uFE0F Ana",
                "✔ Ana",
                "\uFF21\uFF24\uFF2D\uFF29\uFF2E",
                "Parvis Staff",
                "ParvisStaff",
                "Parvis Team",
                "Team Parvis",
                "admin",
                "Admin1",
                "admin_ana",
                "AdminAna",
                "superadmin",
                "adminnn",
                "aaddmmiinn",
                "a d m i n",
                "a.d.m.i.n",
                "A-D-M-I-N Ana",
                "4dm1n",
                "adm!n",
                "@dmin",
                "m0d",
                "M O D",
                "[mod] Ana",
                "xxModeratorxx",
                "mode rator",
                "moderatooor",
                "ΑDΜΙΝ",
                "АДМИН",
                "Админ Аня",
                "модератор",
                "ᴀᴅᴍɪɴ",
                "🄰🄳🄼🄸🄽",
                "🅰🅳🅼🅸🅽",
                "Ⓜⓞⓓ",
                "𝔞𝔡𝔪𝔦𝔫",
                "𝐒𝐭𝐚𝐟𝐟",
                "Ádmin",
                "Mödérator",
                "Modérateur",
                "Moderador Luis",
                "Amministratore",
                "yönetici",
                "Quản Trị Viên",
                "quản trị",
                "管理員",
                "管理员小王",
                "官方客服",
                "運営チーム",
                "モデレーター",
                "ﾓﾃﾞﾚｰﾀｰ",
                "スタッフ太郎",
                "관리자",
                "운영자",
                "แอดมินนก",
                "ผู้ดูแลระบบ",
                "المشرف",
                "प्रशासक",
                "Official",
                "Support",
                "Crew",
                "System",
                "S t a f f",
                "sta ff",
                "Staff\u2060"
            })
    void namesThatPassForStaffAreFoundInAnyDisguise(String name) {
        assertThat(StaffWords.areIn(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "Ana",
                "Staffan",
                "Stafford",
                "Falstaff",
                "Badminton Bob",
                "Modesto",
                "Commodore",
                "Admiral",
                "Adriana",
                "Parvis",
                "Parvis Ghassemi",
                "Crewe",
                "Supporter",
                "Systema",
                "Ownerton",
                "Vladimir",
                "Amina",
                "Damian",
                "Sandmine",
                "小明",
                "大官人",
                "さくら",
                "김민수",
                "مشرف",
                "مريم",
                "नीला",
                "มดแดง",
                "Trí Quân",
                "Nguyễn Thị Hồng",
                "Guest",
                "Walker 1",
                "Lan",
                "Ian",
                "Modi",
                "Stef",
                "Oficina",
                "T",
                "👩\u200D🚀",
                "Roman",
                "Model",
                "Mode",
                "Owen",
                "Greta",
                "Shadowmode"
            })
    void innocentNamesPass(String name) {
        assertThat(StaffWords.areIn(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Ana Ruiz,Ana Ruiz",
        "Ana Ruiz,ana ruiz",
        "Ana Ruiz,\u0410na Ruiz",
        "Ana Ruiz,AnaRuiz",
        "Ana Ruiz,Ａｎａ Ｒｕｉｚ",
        "Ana Ruiz,Ana Ru\u0456z",
        "Ana Ruiz,Ana.Ruiz",
        "Ana Ruiz,\u0391\u039D\u0391 Ruiz",
        "Ana,A\u200Cna",
        "Ian,lan",
        "Ian,\u0406an",
        "Amo,Arno",
        "王小明,王小明 "
    })
    void namesThatLookAlikeHaveOneSkeleton(String one, String other) {
        assertThat(Skeleton.of(one).looksLike(Skeleton.of(other)))
                .as("%s and %s", one, other)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Ana,Anna", "Ian,Lan", "Wei,Wie", "José,Josef", "小明,小朋", "Walker 1,Walker 2", "👩,👨"})
    void namesThatDifferHaveTwo(String one, String other) {
        assertThat(Skeleton.of(one).looksLike(Skeleton.of(other)))
                .as("%s and %s", one, other)
                .isFalse();
    }
}
