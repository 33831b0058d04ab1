/**
 * Passwords of ten characters and more that every guesser tries first, in lower case: runs over the keyboard, doubled words,
 * "password" with its ornaments, and what a lazy operator of this very service would take. Put together by hand.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  0123456789 01234567890 0987654321 9876543210 10203040506 1020304050 1029384756 1122334455 11223344556677 112233445566
  1212121212 1231231230 123123123123 1234512345 123456123456 1234554321 12345543210 1234567890 12345678900 12345678901
  123456789012 1234567890123 12345678910 123456789a 123456789abc 123456789q 123456789qwe 1234567899 1234567qwertyu
  123qweasdzxc 123qwe123qwe 12qwaszx34 1472583690 159357258456 1a2b3c4d5e 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc
  1qaz2wsx3edc4rfv 1qazxsw23edc 7894561230 789456123000 a123456789 a1b2c3d4e5 aa12345678 abc1234567 abc123abc123 abcd123456
  abcd12345678 abcde12345 abcdef123456 abcdefghij abcdefghijk abcdefghijkl abcdefghijklmnopqrstuvwxyz admin12345 admin123456
  admin1234567 admin12345678 adminadmin adminadminadmin administrator administrator1 adminpassword asdf123456 asdfasdfasdf
  asdfghjkl1 asdfghjkl123 asdfghjkl; asdfghjklqwertyuiop babygirl123 backtalk123 backtalk1234 backtalkbacktalk barcelona1
  basketball basketball1 changeit123 changemenow changeme123 changeme1234 changemeplease charlie123 chocolate1 comments123
  computer123 correcthorsebatterystaple default123 defaultpassword dragon12345 fakepassword football12 football123
  football1234 freedom123 fuckyou123 fuckyou12345 guest12345 hello12345 hello123456 helloworld helloworld1 helloworld123
  iloveyou12 iloveyou123 iloveyou1234 iloveyou12345 iloveyousomuch internet123 justin1234 letmein123 letmein1234 letmeinnow
  letmeinplease liverpool1 liverpool123 manchester mastermaster michael123 michelle123 monkey1234 monkey12345 mypassword
  mypassword1 mypassword123 mynameisjohn newpassword newpassword1 nopassword nothing123 opensesame p@ssw0rd12 p@ssw0rd123
  p@ssword123 pa$$w0rd123 pass123456 pass12345678 passpasspass passw0rd12 passw0rd123 password!! password!1 password00
  password01 password01! password10 password11 password12 password12! password123 password123! password1234 password1234!
  password12345 password123456 password2023 password2024 password2025 password2026 password22 password69 password99
  passwordpassword passwort12 passwort123 princess12 princess123 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx1234 qazwsx123456 qazwsxedc1
  qazwsxedc123 qazwsxedcrfv qqww112233 qwe123qwe123 qweasdzxc1 qweasdzxc123 qweqweqwe1 qwer1234qwer qwert12345 qwert123456
  qwerty1234 qwerty12345 qwerty123456 qwerty1234567 qwertyqwerty qwertyuiop qwertyuiop1 qwertyuiop10 qwertyuiop123
  qwertyuiop[] qwertyuiopasdf qwertyuiopasdfghjkl root123456 rootroot12 secret1234 secret12345 secretpassword secretsecret
  shadow1234 spiderman1 starwars12 starwars123 summer2024 summer2025 summer2026 sunshine12 sunshine123 superman12 superman123
  superuser1 supersecret test123456 test12345678 testtest12 testtest123 testpassword testing123 testing1234 thisispassword
  trustno1234 unbelievable welcome123 welcome1234 welcome12345 welcome2024 welcome2025 welcome2026 welcome123! whatever123
  winter2024 winter2025 winter2026 wordpress1 wordpress123 yourpassword zaq12wsxcde3 zaq1xsw2cde3 zxcvbnm123 zxcvbnm1234
  zxcvbnmasdfghjkl zxcvbnm,./
  `
    .trim()
    .split(/\s+/),
);
