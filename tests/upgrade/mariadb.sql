


DROP TABLE IF EXISTS `account_emailaddress`;
CREATE TABLE `account_emailaddress` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `email` varchar(254) NOT NULL,
  `verified` tinyint(1) NOT NULL,
  `primary` tinyint(1) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `account_emailaddress_user_id_email_987c8728_uniq` (`user_id`,`email`),
  KEY `account_emailaddress_email_03be32b2` (`email`),
  CONSTRAINT `account_emailaddress_user_id_2c513194_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=22 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `account_emailaddress` WRITE;
INSERT INTO `account_emailaddress` VALUES
(1,'president@saebom.example',1,1,1),
(2,'u3@saebom.example',1,1,2),
(3,'u4@saebom.example',1,1,3),
(4,'u5@saebom.example',1,1,4),
(5,'u6@saebom.example',1,1,5),
(6,'u7@saebom.example',1,1,6),
(7,'u8@saebom.example',1,1,7),
(8,'u9@saebom.example',1,1,8),
(9,'u10@saebom.example',1,1,9),
(10,'u11@saebom.example',1,1,10),
(11,'u12@saebom.example',1,1,11),
(12,'u13@saebom.example',1,1,12),
(13,'u14@saebom.example',1,1,13),
(14,'u15@saebom.example',1,1,14),
(15,'u16@saebom.example',1,1,15),
(16,'u17@saebom.example',1,1,16),
(17,'u18@saebom.example',1,1,17),
(18,'u19@saebom.example',1,1,18),
(19,'u21@saebom.example',1,1,19),
(20,'u22@saebom.example',1,1,20),
(21,'u23@saebom.example',1,1,21);
UNLOCK TABLES;


DROP TABLE IF EXISTS `account_emailconfirmation`;
CREATE TABLE `account_emailconfirmation` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `sent` datetime(6) DEFAULT NULL,
  `key` varchar(64) NOT NULL,
  `email_address_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `key` (`key`),
  KEY `account_emailconfirm_email_address_id_5b7f8c58_fk_account_e` (`email_address_id`),
  CONSTRAINT `account_emailconfirm_email_address_id_5b7f8c58_fk_account_e` FOREIGN KEY (`email_address_id`) REFERENCES `account_emailaddress` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `account_emailconfirmation` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `accounts_block`;
CREATE TABLE `accounts_block` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `created_at` datetime(6) NOT NULL,
  `blocked_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_block` (`user_id`,`blocked_id`),
  KEY `accounts_block_blocked_id_6b1a5ff3_fk_accounts_user_id` (`blocked_id`),
  CONSTRAINT `accounts_block_blocked_id_6b1a5ff3_fk_accounts_user_id` FOREIGN KEY (`blocked_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `accounts_block_user_id_9fa4596e_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `accounts_block` WRITE;
INSERT INTO `accounts_block` VALUES
(1,'2026-11-26 17:03:19.254896',8,3);
UNLOCK TABLES;


DROP TABLE IF EXISTS `accounts_notification`;
CREATE TABLE `accounts_notification` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `sentence` varchar(200) NOT NULL,
  `params` longtext NOT NULL CHECK (json_valid(`params`)),
  `url` varchar(800) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `read_at` datetime(6) DEFAULT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `unread_notifications` (`user_id`,`read_at`),
  CONSTRAINT `accounts_notification_user_id_30e6cfc5_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=12 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `accounts_notification` WRITE;
INSERT INTO `accounts_notification` VALUES
(1,'%(club)s 동아리가 열렸어요.','{\"club\": \"\\ud544\\ub984\\ub85c\\uadf8\", \"reason\": \"\"}','/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/','2026-11-26 17:03:17.076983',NULL,1),
(2,'%(club)s에 더 들어갈 수 없게 됐어요. 까닭: %(reason)s','{\"club\": \"\\ud544\\ub984\\ub85c\\uadf8\", \"reason\": \"\\uad11\\uace0\\ub9cc \\uc62c\\ub824\\uc694.\"}','/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/','2026-11-26 17:03:18.895042',NULL,7),
(3,'%(club)s 회장을 맡아 달라는 제안이 왔어요.','{\"club\": \"\\ud544\\ub984\\ub85c\\uadf8\"}','/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/handover/','2026-11-26 17:03:18.900698',NULL,4),
(4,'%(club)s 대기 명단에 올랐어요. 자리가 나면 알려 드려요.','{\"club\": \"\\ud544\\ub984\\ub85c\\uadf8\"}','/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/applications/ZTFJ-V6VA/','2026-11-26 17:03:20.689681',NULL,10),
(5,'%(club)s 지원 결과가 나왔어요.','{\"club\": \"\\ud544\\ub984\\ub85c\\uadf8\"}','/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/applications/U2EZ-39U4/','2026-11-26 17:03:20.693530',NULL,11),
(6,'%(by)s님이 내 글에 댓글을 남겼어요.','{\"by\": \"\\uae40\\ud68c\\uc7a5\"}','/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/board/1/#c1','2026-11-26 17:03:21.085385',NULL,3),
(7,'%(by)s님이 내 댓글에 답했어요.','{\"by\": \"\\uc774\\ubd80\\uc6d0\"}','/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/board/1/#c2','2026-11-26 17:03:21.088624',NULL,1),
(8,'%(by)s님이 %(room)s에서 나를 불렀어요.','{\"by\": \"\\uc774\\ubd80\\uc6d0\", \"room\": \"\\ucd9c\\uc0ac\\ubc29\"}','/rooms/%EC%B6%9C%EC%82%AC%EB%B0%A9/?at=2#m2','2026-11-26 17:03:21.511704',NULL,1),
(9,'%(room)s 방에 더는 들어갈 수 없게 됐어요. 까닭: %(reason)s','{\"room\": \"\\ucd9c\\uc0ac\\ubc29\", \"reason\": \"\\uadf8\\ub9cc \\uc640 \\uc8fc\\uc138\\uc694.\"}','/rooms/','2026-11-26 17:03:22.257622',NULL,15),
(10,'%(by)s님이 나와 대화를 시작했어요.','{\"by\": \"\\uc774\\ubd80\\uc6d0\"}','/rooms/d15525fc2edb43b6/','2026-11-26 17:03:22.281364',NULL,1),
(11,'%(club)s 동아리가 열렸어요.','{\"club\": \"\\uc26c\\ub294 \\ub3d9\\uc544\\ub9ac\", \"reason\": \"\"}','/clubs/%EC%89%AC%EB%8A%94-%EB%8F%99%EC%95%84%EB%A6%AC/','2026-11-26 17:03:23.340915',NULL,18);
UNLOCK TABLES;


DROP TABLE IF EXISTS `accounts_schooldomain`;
CREATE TABLE `accounts_schooldomain` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `name` varchar(190) NOT NULL,
  `with_subdomains` tinyint(1) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `name` (`name`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `accounts_schooldomain` WRITE;
INSERT INTO `accounts_schooldomain` VALUES
(1,'saebom.example',0);
UNLOCK TABLES;


DROP TABLE IF EXISTS `accounts_session`;
CREATE TABLE `accounts_session` (
  `session_key` varchar(40) NOT NULL,
  `session_data` longtext NOT NULL,
  `expire_date` datetime(6) NOT NULL,
  `user_id` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`session_key`),
  KEY `accounts_session_user_id_d5aaed01_fk_accounts_user_id` (`user_id`),
  KEY `accounts_session_expire_date_5bbfba7c` (`expire_date`),
  CONSTRAINT `accounts_session_user_id_d5aaed01_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `accounts_session` WRITE;
INSERT INTO `accounts_session` VALUES
('2dz2l30lu9t1al96ttuharecmjti6wrx','.eJxVjM0OwiAQhN-Fs2n4qSzrzb4IWbYQGhuaWDgZ311qetDjfN_MvISnVrNve3z6ZRY3ocTllwXiRyyHoHU98EDMWyt1-HZOvQ_3nmKpC1NdtjKdq7-rTHvuP46lIasTABECSofJkuExOEgKx54YZxmQgcE60lqbXo5KI1gjr0m8P64eO6s:1xWcsW:Hxe8l1A4d1E7jdglU2iCGe2aKZLpXkG_Ewoi98sVLxc','2026-12-26 17:03:24.052591',1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `accounts_user`;
CREATE TABLE `accounts_user` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `password` varchar(128) NOT NULL,
  `last_login` datetime(6) DEFAULT NULL,
  `is_superuser` tinyint(1) NOT NULL,
  `verified_at` datetime(6) DEFAULT NULL,
  `password_unconfirmed` tinyint(1) NOT NULL,
  `closed_at` datetime(6) DEFAULT NULL,
  `is_active` tinyint(1) NOT NULL,
  `suspended_until` datetime(6) DEFAULT NULL,
  `suspension_reason` varchar(300) NOT NULL,
  `email` varchar(190) NOT NULL,
  `username` varchar(16) NOT NULL,
  `display_name` varchar(50) NOT NULL,
  `display_name_key` varchar(100) NOT NULL,
  `bio` longtext NOT NULL,
  `locale` varchar(8) NOT NULL,
  `agreed_at` datetime(6) DEFAULT NULL,
  `wants_news` tinyint(1) NOT NULL,
  `is_staff` tinyint(1) NOT NULL,
  `joined_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`),
  UNIQUE KEY `username` (`username`),
  UNIQUE KEY `display_name_key` (`display_name_key`)
) ENGINE=InnoDB AUTO_INCREMENT=22 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `accounts_user` WRITE;
INSERT INTO `accounts_user` VALUES
(1,'pbkdf2_sha256$1500000$Ne5r74VmhzmelAKdCOfZWg$8jJ1UX+YL6A+bvxGBetvvkhm+Vuzrv04rIvQ+Y3gf8k=','2026-11-26 17:03:24.051984',0,'2026-11-26 17:03:16.125691',0,NULL,1,NULL,'','president@saebom.example','jm9hauf5','김회장','김회장','','',NULL,0,0,'2026-11-26 17:03:16.125845'),
(2,'pbkdf2_sha256$1500000$rKwWHZERJHGdwvih8YvA9G$wEcMieuoADvKhjzd5q1zBd4XmBLrD9CKp/GOUsmHXVQ=',NULL,0,'2026-11-26 17:03:16.488087',0,NULL,1,NULL,'','u3@saebom.example','hz3xhm27','학생 3','학생3','','',NULL,0,1,'2026-11-26 17:03:16.488147'),
(3,'pbkdf2_sha256$1500000$tmxkizO8z1WRbX3P3FsaNv$Wm96prwTgUe2okCwCpC25e6PkkUuHr7Qa6mQQICGs7E=',NULL,0,'2026-11-26 17:03:17.078427',0,NULL,1,NULL,'','u4@saebom.example','ajf7ke7u','이부원','이부원','','',NULL,0,0,'2026-11-26 17:03:17.078513'),
(4,'pbkdf2_sha256$1500000$2WSk8G6Geddy0Dr5owkGQV$WJrTC0LepBXeMyw2JykJTBmxjofd8g/TywFWouIFs9o=',NULL,0,'2026-11-26 17:03:17.435030',0,NULL,1,NULL,'','u5@saebom.example','fket99uf','최운영','최운영','','',NULL,0,0,'2026-11-26 17:03:17.435084'),
(5,'pbkdf2_sha256$1500000$OuZ6yQN1yNHSpAzzKUAdu5$kyPSWKcW5KnDf/xWtdhtIBop+9/j5WnDSuYkZj4JDlc=',NULL,0,'2026-11-26 17:03:17.799284',0,NULL,1,NULL,'','u6@saebom.example','mjh3znb5','한구독','한구독','','',NULL,0,0,'2026-11-26 17:03:17.799337'),
(6,'pbkdf2_sha256$1500000$IpW5CNPzKNIuQrbnw26twM$yJIqxxmL51UHSU73dZOgTO1ci8rVT5OGV2CpYgaauqY=',NULL,0,'2026-11-26 17:03:18.173867',0,NULL,1,NULL,'','u7@saebom.example','6egvjnk9','오초대','오초대','','',NULL,0,0,'2026-11-26 17:03:18.173936'),
(7,'pbkdf2_sha256$1500000$W8ieAEjDqF7VMlJCe0n3lG$au26E6QznZUTmV3i8vm6j6j9gmnjG9/jHv84ySPk7jw=',NULL,0,'2026-11-26 17:03:18.534511',0,NULL,1,NULL,'','u8@saebom.example','6v5jtdrn','나가라','나가라','','',NULL,0,0,'2026-11-26 17:03:18.534569'),
(8,'pbkdf2_sha256$1500000$KBkg5aRSLf3UBrSi53m6w5$/f7pqvE2a2NzKEa9u3P6TDxxdFOk+c6pSx2cRcI6GHE=',NULL,0,'2026-11-26 17:03:18.901397',0,NULL,1,NULL,'','u9@saebom.example','6cffbc72','차단된','차단된','','',NULL,0,0,'2026-11-26 17:03:18.901454'),
(9,'pbkdf2_sha256$1500000$gNkhIe0079iSaEWuo3VPuk$znzBrqFpAp2+vr+vaA4581OQvLnyqZSBPgGfGxCMmsc=',NULL,0,'2026-11-26 17:03:19.263632',0,NULL,1,NULL,'','u10@saebom.example','gdxwz75x','박지원','박지원','','',NULL,0,0,'2026-11-26 17:03:19.263695'),
(10,'pbkdf2_sha256$1500000$Mejwb6UOdr12NHFff8qw2W$0/hQ6rbNZ47VkVK011hIKAPYbb96ok6I1AveZWavdWM=',NULL,0,'2026-11-26 17:03:19.616402',0,NULL,1,NULL,'','u11@saebom.example','xtbeqyxb','정대기','정대기','','',NULL,0,0,'2026-11-26 17:03:19.616474'),
(11,'pbkdf2_sha256$1500000$5TBV49aOZf1Yl1RKUoKJlh$oXPkN0JhTvpUDKpnkAOVXHf7c/0ctVEKwCGCh8hRowY=',NULL,0,'2026-11-26 17:03:19.965572',0,NULL,1,NULL,'','u12@saebom.example','gksaw6kj','유거절','유거절','','',NULL,0,0,'2026-11-26 17:03:19.965646'),
(12,'pbkdf2_sha256$1500000$dzBSykxPQxa3X1kDipB6yz$+GKzAOc3J04Bqs4ggS8Qv5BXF6LHJI85wkEqrnQWTo8=',NULL,0,'2026-11-26 17:03:20.310800',0,NULL,1,NULL,'','u13@saebom.example','bg9g6c7j','윤취소','윤취소','','',NULL,0,0,'2026-11-26 17:03:20.310899'),
(13,'pbkdf2_sha256$1500000$XZiiJPjfP7T7QMcPTIyH9t$su9KAtrnIPou6ZqsiPBw/4HRXBthmfV71psqN6DuhTY=',NULL,0,'2026-11-26 17:03:20.701298',0,NULL,1,NULL,'','u14@saebom.example','f2qhr7jn','고초안','고초안','','',NULL,0,0,'2026-11-26 17:03:20.701371'),
(14,'pbkdf2_sha256$1500000$9tlv9ivN90n0TahKAGAha2$kbEbtD4/Ua4TXZGpBcICDvZxpLGTMA/W292isp3mEHE=',NULL,0,'2026-11-26 17:03:21.089308',0,NULL,1,NULL,'','u15@saebom.example','jam6pjt8','서신고','서신고','','',NULL,0,0,'2026-11-26 17:03:21.089384'),
(15,'pbkdf2_sha256$1500000$KX1lTAhBvPYibgeoMbcTMu$7jSZfY1UaSp6kAWvdRc/LB8Cn+NKAkrByfZjxN+9DVY=',NULL,0,'2026-11-26 17:03:21.534471',0,NULL,1,NULL,'','u16@saebom.example','atqdsget','배손님','배손님','','',NULL,0,0,'2026-11-26 17:03:21.534527'),
(16,'pbkdf2_sha256$1500000$f5S1oy5HsdnxrlLKA64gyP$PRzQlYNWXwaCt2FcgmHU/SwLcio3H1Ic9F9qoSOraNA=',NULL,0,'2026-11-26 17:03:21.885015',0,NULL,1,NULL,'','u17@saebom.example','brxpwg2y','문소리','문소리','','',NULL,0,0,'2026-11-26 17:03:21.885070'),
(17,'pbkdf2_sha256$1500000$dky19U3XPudfi62wYHRVIg$gPx1N7MK8pIAH3EqoDc+jJFlDd28OlymbBSky+FbUgc=',NULL,0,'2026-11-26 17:03:22.282391',0,NULL,1,NULL,'','u18@saebom.example','5ec3czug','연합회','연합회','','',NULL,0,1,'2026-11-26 17:03:22.282467'),
(18,'pbkdf2_sha256$1500000$XMYGQ6MBSgUaIGFMHZYufr$5eDdfY6FMYWXbVfvSu4iEcaaXoV373adzzW7bnvFDIQ=',NULL,0,NULL,0,NULL,1,NULL,'','u19@saebom.example','5mcwjx4w','학생 19','학생19','','',NULL,0,0,'2026-11-26 17:03:22.638415'),
(19,'pbkdf2_sha256$1500000$PL2XI0awMsrjhs2DJ1v0RW$1b9sBgXmUW0cdEOBmr1FSdm8eT+q6hZNKRawqR3ej+o=',NULL,0,'2026-11-26 17:03:22.987626',0,NULL,1,NULL,'','u21@saebom.example','ak9ry5ft','학생 21','학생21','','',NULL,0,1,'2026-11-26 17:03:22.987686'),
(20,'pbkdf2_sha256$1500000$92IIJmKUk91Aybs15kqvlG$Ez4RvszEKI9OuyatNjU1uzCkcIm1r7pBC2kFMi64iTI=',NULL,0,'2026-11-26 17:03:23.341482',0,NULL,1,NULL,'','u22@saebom.example','byme38ja','강맡음','강맡음','','',NULL,0,0,'2026-11-26 17:03:23.341537'),
(21,'pbkdf2_sha256$1500000$S1ctqNkP4vAoKLh6KXxyYd$nVyod4iGbP2TuUQIEi4eCoxoUyeyXulXW4Yj1dQENQE=',NULL,0,'2026-11-26 17:03:23.699896',0,NULL,0,'2026-11-29 17:03:24.043762','도배','u23@saebom.example','8mt9728t','정지된','정지된','','',NULL,0,0,'2026-11-26 17:03:23.699955');
UNLOCK TABLES;


DROP TABLE IF EXISTS `accounts_user_groups`;
CREATE TABLE `accounts_user_groups` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `user_id` bigint(20) NOT NULL,
  `group_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `accounts_user_groups_user_id_group_id_59c0b32f_uniq` (`user_id`,`group_id`),
  KEY `accounts_user_groups_group_id_bd11a704_fk_auth_group_id` (`group_id`),
  CONSTRAINT `accounts_user_groups_group_id_bd11a704_fk_auth_group_id` FOREIGN KEY (`group_id`) REFERENCES `auth_group` (`id`),
  CONSTRAINT `accounts_user_groups_user_id_52b62117_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `accounts_user_groups` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `accounts_user_user_permissions`;
CREATE TABLE `accounts_user_user_permissions` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `user_id` bigint(20) NOT NULL,
  `permission_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq` (`user_id`,`permission_id`),
  KEY `accounts_user_user_p_permission_id_113bb443_fk_auth_perm` (`permission_id`),
  CONSTRAINT `accounts_user_user_p_permission_id_113bb443_fk_auth_perm` FOREIGN KEY (`permission_id`) REFERENCES `auth_permission` (`id`),
  CONSTRAINT `accounts_user_user_p_user_id_e4f0a161_fk_accounts_` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `accounts_user_user_permissions` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `auth_group`;
CREATE TABLE `auth_group` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(150) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `auth_group` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `auth_group_permissions`;
CREATE TABLE `auth_group_permissions` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `group_id` int(11) NOT NULL,
  `permission_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `auth_group_permissions_group_id_permission_id_0cd325b0_uniq` (`group_id`,`permission_id`),
  KEY `auth_group_permissio_permission_id_84c5c92e_fk_auth_perm` (`permission_id`),
  CONSTRAINT `auth_group_permissio_permission_id_84c5c92e_fk_auth_perm` FOREIGN KEY (`permission_id`) REFERENCES `auth_permission` (`id`),
  CONSTRAINT `auth_group_permissions_group_id_b120cbf9_fk_auth_group_id` FOREIGN KEY (`group_id`) REFERENCES `auth_group` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `auth_group_permissions` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `auth_permission`;
CREATE TABLE `auth_permission` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(255) NOT NULL,
  `content_type_id` int(11) NOT NULL,
  `codename` varchar(100) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `auth_permission_content_type_id_codename_01ab375a_uniq` (`content_type_id`,`codename`),
  CONSTRAINT `auth_permission_content_type_id_2f476e4b_fk_django_co` FOREIGN KEY (`content_type_id`) REFERENCES `django_content_type` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=217 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `auth_permission` WRITE;
INSERT INTO `auth_permission` VALUES
(1,'Can add 메시지',3,'add_message'),
(2,'Can change 메시지',3,'change_message'),
(3,'Can delete 메시지',3,'delete_message'),
(4,'Can view 메시지',3,'view_message'),
(5,'Can add picture',6,'add_picture'),
(6,'Can change picture',6,'change_picture'),
(7,'Can delete picture',6,'delete_picture'),
(8,'Can view picture',6,'view_picture'),
(9,'Can add 채팅방',8,'add_room'),
(10,'Can change 채팅방',8,'change_room'),
(11,'Can delete 채팅방',8,'delete_room'),
(12,'Can view 채팅방',8,'view_room'),
(13,'Can add occupancy',5,'add_occupancy'),
(14,'Can change occupancy',5,'change_occupancy'),
(15,'Can delete occupancy',5,'delete_occupancy'),
(16,'Can view occupancy',5,'view_occupancy'),
(17,'Can add mute',4,'add_mute'),
(18,'Can change mute',4,'change_mute'),
(19,'Can delete mute',4,'delete_mute'),
(20,'Can view mute',4,'view_mute'),
(21,'Can add invite',2,'add_invite'),
(22,'Can change invite',2,'change_invite'),
(23,'Can delete invite',2,'delete_invite'),
(24,'Can view invite',2,'view_invite'),
(25,'Can add ban',1,'add_ban'),
(26,'Can change ban',1,'change_ban'),
(27,'Can delete ban',1,'delete_ban'),
(28,'Can view ban',1,'view_ban'),
(29,'Can add reaction',7,'add_reaction'),
(30,'Can change reaction',7,'change_reaction'),
(31,'Can delete reaction',7,'delete_reaction'),
(32,'Can view reaction',7,'view_reaction'),
(33,'Can add 금칙어',13,'add_bannedword'),
(34,'Can change 금칙어',13,'change_bannedword'),
(35,'Can delete 금칙어',13,'delete_bannedword'),
(36,'Can view 금칙어',13,'view_bannedword'),
(37,'Can add 분야',15,'add_category'),
(38,'Can change 분야',15,'change_category'),
(39,'Can delete 분야',15,'delete_category'),
(40,'Can view 분야',15,'view_category'),
(41,'Can add question',30,'add_question'),
(42,'Can change question',30,'change_question'),
(43,'Can delete question',30,'delete_question'),
(44,'Can view question',30,'view_question'),
(45,'Can add 동아리',17,'add_club'),
(46,'Can change 동아리',17,'change_club'),
(47,'Can delete 동아리',17,'delete_club'),
(48,'Can view 동아리',17,'view_club'),
(49,'Can add claim',16,'add_claim'),
(50,'Can change claim',16,'change_claim'),
(51,'Can delete claim',16,'delete_claim'),
(52,'Can view claim',16,'view_claim'),
(53,'Can add case',14,'add_case'),
(54,'Can change case',14,'change_case'),
(55,'Can delete case',14,'delete_case'),
(56,'Can view case',14,'view_case'),
(57,'Can add ban',12,'add_ban'),
(58,'Can change ban',12,'change_ban'),
(59,'Can delete ban',12,'delete_ban'),
(60,'Can view ban',12,'view_ban'),
(61,'Can add 동아리 기록',11,'add_auditlogentry'),
(62,'Can change 동아리 기록',11,'change_auditlogentry'),
(63,'Can delete 동아리 기록',11,'delete_auditlogentry'),
(64,'Can view 동아리 기록',11,'view_auditlogentry'),
(65,'Can add application',10,'add_application'),
(66,'Can change application',10,'change_application'),
(67,'Can delete application',10,'delete_application'),
(68,'Can view application',10,'view_application'),
(69,'Can add draft',19,'add_draft'),
(70,'Can change draft',19,'change_draft'),
(71,'Can delete draft',19,'delete_draft'),
(72,'Can view draft',19,'view_draft'),
(73,'Can add event',20,'add_event'),
(74,'Can change event',20,'change_event'),
(75,'Can delete event',20,'delete_event'),
(76,'Can view event',20,'view_event'),
(77,'Can add evidence',21,'add_evidence'),
(78,'Can change evidence',21,'change_evidence'),
(79,'Can delete evidence',21,'delete_evidence'),
(80,'Can view evidence',21,'view_evidence'),
(81,'Can add evidence access',22,'add_evidenceaccess'),
(82,'Can change evidence access',22,'change_evidenceaccess'),
(83,'Can delete evidence access',22,'delete_evidenceaccess'),
(84,'Can view evidence access',22,'view_evidenceaccess'),
(85,'Can add follow',23,'add_follow'),
(86,'Can change follow',23,'change_follow'),
(87,'Can delete follow',23,'delete_follow'),
(88,'Can view follow',23,'view_follow'),
(89,'Can add invite',24,'add_invite'),
(90,'Can change invite',24,'change_invite'),
(91,'Can delete invite',24,'delete_invite'),
(92,'Can view invite',24,'view_invite'),
(93,'Can add membership',26,'add_membership'),
(94,'Can change membership',26,'change_membership'),
(95,'Can delete membership',26,'delete_membership'),
(96,'Can view membership',26,'view_membership'),
(97,'Can add offer',27,'add_offer'),
(98,'Can change offer',27,'change_offer'),
(99,'Can delete offer',27,'delete_offer'),
(100,'Can view offer',27,'view_offer'),
(101,'Can add 글',29,'add_post'),
(102,'Can change 글',29,'change_post'),
(103,'Can delete 글',29,'delete_post'),
(104,'Can view 글',29,'view_post'),
(105,'Can add picture',28,'add_picture'),
(106,'Can change picture',28,'change_picture'),
(107,'Can delete picture',28,'delete_picture'),
(108,'Can view picture',28,'view_picture'),
(109,'Can add like',25,'add_like'),
(110,'Can change like',25,'change_like'),
(111,'Can delete like',25,'delete_like'),
(112,'Can view like',25,'view_like'),
(113,'Can add 댓글',18,'add_comment'),
(114,'Can change 댓글',18,'change_comment'),
(115,'Can delete 댓글',18,'delete_comment'),
(116,'Can view 댓글',18,'view_comment'),
(117,'Can add answer',9,'add_answer'),
(118,'Can change answer',9,'change_answer'),
(119,'Can delete answer',9,'delete_answer'),
(120,'Can view answer',9,'view_answer'),
(121,'Can add questionnaire',31,'add_questionnaire'),
(122,'Can change questionnaire',31,'change_questionnaire'),
(123,'Can delete questionnaire',31,'delete_questionnaire'),
(124,'Can view questionnaire',31,'view_questionnaire'),
(125,'Can add replacement',32,'add_replacement'),
(126,'Can change replacement',32,'change_replacement'),
(127,'Can delete replacement',32,'delete_replacement'),
(128,'Can view replacement',32,'view_replacement'),
(129,'Can add report',33,'add_report'),
(130,'Can change report',33,'change_report'),
(131,'Can delete report',33,'delete_report'),
(132,'Can view report',33,'view_report'),
(133,'Can add rsvp',34,'add_rsvp'),
(134,'Can change rsvp',34,'change_rsvp'),
(135,'Can delete rsvp',34,'delete_rsvp'),
(136,'Can view rsvp',34,'view_rsvp'),
(137,'Can add status change',35,'add_statuschange'),
(138,'Can change status change',35,'change_statuschange'),
(139,'Can delete status change',35,'delete_statuschange'),
(140,'Can view status change',35,'view_statuschange'),
(141,'Can add 학교 도메인',38,'add_schooldomain'),
(142,'Can change 학교 도메인',38,'change_schooldomain'),
(143,'Can delete 학교 도메인',38,'delete_schooldomain'),
(144,'Can view 학교 도메인',38,'view_schooldomain'),
(145,'Can add 사용자',40,'add_user'),
(146,'Can change 사용자',40,'change_user'),
(147,'Can delete 사용자',40,'delete_user'),
(148,'Can view 사용자',40,'view_user'),
(149,'Can add session',39,'add_session'),
(150,'Can change session',39,'change_session'),
(151,'Can delete session',39,'delete_session'),
(152,'Can view session',39,'view_session'),
(153,'Can add block',36,'add_block'),
(154,'Can change block',36,'change_block'),
(155,'Can delete block',36,'delete_block'),
(156,'Can view block',36,'view_block'),
(157,'Can add notification',37,'add_notification'),
(158,'Can change notification',37,'change_notification'),
(159,'Can delete notification',37,'delete_notification'),
(160,'Can view notification',37,'view_notification'),
(161,'Can add email address',41,'add_emailaddress'),
(162,'Can change email address',41,'change_emailaddress'),
(163,'Can delete email address',41,'delete_emailaddress'),
(164,'Can view email address',41,'view_emailaddress'),
(165,'Can add email confirmation',42,'add_emailconfirmation'),
(166,'Can change email confirmation',42,'change_emailconfirmation'),
(167,'Can delete email confirmation',42,'delete_emailconfirmation'),
(168,'Can view email confirmation',42,'view_emailconfirmation'),
(169,'Can add authenticator',43,'add_authenticator'),
(170,'Can change authenticator',43,'change_authenticator'),
(171,'Can delete authenticator',43,'delete_authenticator'),
(172,'Can view authenticator',43,'view_authenticator'),
(173,'Can add social account',44,'add_socialaccount'),
(174,'Can change social account',44,'change_socialaccount'),
(175,'Can delete social account',44,'delete_socialaccount'),
(176,'Can view social account',44,'view_socialaccount'),
(177,'Can add social application',45,'add_socialapp'),
(178,'Can change social application',45,'change_socialapp'),
(179,'Can delete social application',45,'delete_socialapp'),
(180,'Can view social application',45,'view_socialapp'),
(181,'Can add social application token',46,'add_socialtoken'),
(182,'Can change social application token',46,'change_socialtoken'),
(183,'Can delete social application token',46,'delete_socialtoken'),
(184,'Can view social application token',46,'view_socialtoken'),
(185,'Can add user session',47,'add_usersession'),
(186,'Can change user session',47,'change_usersession'),
(187,'Can delete user session',47,'delete_usersession'),
(188,'Can view user session',47,'view_usersession'),
(189,'Can add event',48,'add_event'),
(190,'Can change event',48,'change_event'),
(191,'Can delete event',48,'delete_event'),
(192,'Can view event',48,'view_event'),
(193,'Can add event counter',49,'add_eventcounter'),
(194,'Can change event counter',49,'change_eventcounter'),
(195,'Can delete event counter',49,'delete_eventcounter'),
(196,'Can view event counter',49,'view_eventcounter'),
(197,'Can add log entry',50,'add_logentry'),
(198,'Can change log entry',50,'change_logentry'),
(199,'Can delete log entry',50,'delete_logentry'),
(200,'Can view log entry',50,'view_logentry'),
(201,'Can add permission',52,'add_permission'),
(202,'Can change permission',52,'change_permission'),
(203,'Can delete permission',52,'delete_permission'),
(204,'Can view permission',52,'view_permission'),
(205,'Can add group',51,'add_group'),
(206,'Can change group',51,'change_group'),
(207,'Can delete group',51,'delete_group'),
(208,'Can view group',51,'view_group'),
(209,'Can add content type',53,'add_contenttype'),
(210,'Can change content type',53,'change_contenttype'),
(211,'Can delete content type',53,'delete_contenttype'),
(212,'Can view content type',53,'view_contenttype'),
(213,'Can add session',54,'add_session'),
(214,'Can change session',54,'change_session'),
(215,'Can delete session',54,'delete_session'),
(216,'Can view session',54,'view_session');
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_answer`;
CREATE TABLE `clubs_answer` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `text` longtext NOT NULL,
  `application_id` bigint(20) NOT NULL,
  `question_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_answer` (`application_id`,`question_id`),
  KEY `clubs_answer_question_id_f4938065_fk_clubs_question_id` (`question_id`),
  CONSTRAINT `clubs_answer_application_id_d1940bf0_fk_clubs_application_id` FOREIGN KEY (`application_id`) REFERENCES `clubs_application` (`id`),
  CONSTRAINT `clubs_answer_question_id_f4938065_fk_clubs_question_id` FOREIGN KEY (`question_id`) REFERENCES `clubs_question` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_answer` WRITE;
INSERT INTO `clubs_answer` VALUES
(1,'필름 사진이요.',1,1),
(2,'필름 사진이요.',2,1),
(3,'필름 사진이요.',3,1),
(4,'필름 사진이요.',4,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_application`;
CREATE TABLE `clubs_application` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `message` longtext NOT NULL,
  `receipt` varchar(9) NOT NULL,
  `status` varchar(10) NOT NULL,
  `undecided` tinyint(1) GENERATED ALWAYS AS (case when `status` in ('submitted','interview','waitlisted','offered') then 1 else NULL end) STORED,
  `submitted_at` datetime(6) NOT NULL,
  `decided_at` datetime(6) DEFAULT NULL,
  `note` varchar(500) NOT NULL,
  `offer_ends_at` datetime(6) DEFAULT NULL,
  `applicant_id` bigint(20) NOT NULL,
  `decided_by_id` bigint(20) DEFAULT NULL,
  `club_id` bigint(20) NOT NULL,
  `questionnaire_id` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `receipt` (`receipt`),
  UNIQUE KEY `one_undecided_application` (`club_id`,`applicant_id`,`undecided`),
  KEY `clubs_application_questionnaire_id_26ad8475_fk_clubs_que` (`questionnaire_id`),
  KEY `club_applications` (`club_id`,`status`,`submitted_at`),
  KEY `clubs_application_applicant_id_ebcda781_fk_accounts_user_id` (`applicant_id`),
  KEY `clubs_application_decided_by_id_c0b109dc_fk_accounts_user_id` (`decided_by_id`),
  CONSTRAINT `clubs_application_applicant_id_ebcda781_fk_accounts_user_id` FOREIGN KEY (`applicant_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_application_club_id_a5ad1804_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_application_decided_by_id_c0b109dc_fk_accounts_user_id` FOREIGN KEY (`decided_by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_application_questionnaire_id_26ad8475_fk_clubs_que` FOREIGN KEY (`questionnaire_id`) REFERENCES `clubs_questionnaire` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_application` WRITE;
INSERT INTO `clubs_application` VALUES
(1,'함께하고 싶어요.','4TUW-29U4','submitted',1,'2026-11-26 17:03:20.662520',NULL,'',NULL,9,NULL,1,1),
(2,'함께하고 싶어요.','ZTFJ-V6VA','waitlisted',1,'2026-11-26 17:03:20.670238','2026-11-26 17:03:20.688175','',NULL,10,1,1,1),
(3,'함께하고 싶어요.','U2EZ-39U4','rejected',NULL,'2026-11-26 17:03:20.677387','2026-11-26 17:03:20.692284','이번에는 자리가 없어요.',NULL,11,1,1,1),
(4,'함께하고 싶어요.','XAAT-3H62','withdrawn',NULL,'2026-11-26 17:03:20.684396','2026-11-26 17:03:20.700022','',NULL,12,12,1,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_auditlogentry`;
CREATE TABLE `clubs_auditlogentry` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `action` varchar(20) NOT NULL,
  `detail` varchar(500) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `about_id` bigint(20) DEFAULT NULL,
  `by_id` bigint(20) DEFAULT NULL,
  `club_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `club_log` (`club_id`,`id` DESC),
  KEY `clubs_auditlogentry_about_id_8bc0993f_fk_accounts_user_id` (`about_id`),
  KEY `clubs_auditlogentry_by_id_879e3f87_fk_accounts_user_id` (`by_id`),
  CONSTRAINT `clubs_auditlogentry_about_id_8bc0993f_fk_accounts_user_id` FOREIGN KEY (`about_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_auditlogentry_by_id_879e3f87_fk_accounts_user_id` FOREIGN KEY (`by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_auditlogentry_club_id_c2194b34_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_auditlogentry` WRITE;
INSERT INTO `clubs_auditlogentry` VALUES
(1,'opened','','2026-11-26 17:03:16.847131',NULL,2,1),
(2,'appointed','member 총무','2026-11-26 17:03:17.797931',3,1,1),
(3,'invited','md_F…','2026-11-26 17:03:18.173254',NULL,1,1),
(4,'joined','md_F…','2026-11-26 17:03:18.533872',6,1,1),
(5,'banned','광고만 올려요.','2026-11-26 17:03:18.894329',7,1,1),
(6,'offered','','2026-11-26 17:03:18.899986',4,1,1),
(7,'edited','join_mode seats','2026-11-26 17:03:19.258563',NULL,1,1),
(8,'questions','어떤 사진을 좋아해요?','2026-11-26 17:03:19.263121',NULL,1,1),
(9,'waitlisted','','2026-11-26 17:03:20.690101',10,1,1),
(10,'rejected','이번에는 자리가 없어요.','2026-11-26 17:03:20.693910',11,1,1),
(11,'event','출사','2026-11-26 17:03:21.449679',NULL,1,1),
(12,'report','escalated','2026-11-26 17:03:22.631476',3,1,1),
(13,'context-read','앞뒤를 봐야 해요.','2026-11-26 17:03:22.637641',NULL,17,1),
(14,'opened','','2026-11-26 17:03:23.334442',NULL,19,2),
(15,'claimed','','2026-11-26 17:03:23.695448',NULL,20,2),
(16,'replacement','회장이 연락되지 않아요.','2026-11-26 17:03:23.698732',3,17,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_ban`;
CREATE TABLE `clubs_ban` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `reason` varchar(500) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `until` datetime(6) DEFAULT NULL,
  `by_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  `club_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_ban_per_club` (`club_id`,`user_id`),
  KEY `clubs_ban_by_id_3c57728a_fk_accounts_user_id` (`by_id`),
  KEY `clubs_ban_user_id_4bafc565_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `clubs_ban_by_id_3c57728a_fk_accounts_user_id` FOREIGN KEY (`by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_ban_club_id_0cce5db3_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_ban_user_id_4bafc565_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_ban` WRITE;
INSERT INTO `clubs_ban` VALUES
(1,'광고만 올려요.','2026-11-26 17:03:18.890655',NULL,1,7,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_bannedword`;
CREATE TABLE `clubs_bannedword` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `word` varchar(20) NOT NULL,
  `word_key` varchar(80) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `word_key` (`word_key`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_bannedword` WRITE;
INSERT INTO `clubs_bannedword` VALUES
(1,'나쁜말','');
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_case`;
CREATE TABLE `clubs_case` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `object_id` bigint(20) unsigned NOT NULL CHECK (`object_id` >= 0),
  `url` varchar(800) NOT NULL,
  `status` varchar(8) NOT NULL,
  `undecided` tinyint(1) GENERATED ALWAYS AS (case when `status` = 'open' then 1 else NULL end) STORED,
  `created_at` datetime(6) NOT NULL,
  `escalated_at` datetime(6) DEFAULT NULL,
  `decided_at` datetime(6) DEFAULT NULL,
  `note` varchar(300) NOT NULL,
  `author_id` bigint(20) NOT NULL,
  `content_type_id` int(11) NOT NULL,
  `decided_by_id` bigint(20) DEFAULT NULL,
  `club_id` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_undecided_case` (`content_type_id`,`object_id`,`undecided`),
  KEY `club_cases` (`club_id`,`status`,`created_at`),
  KEY `clubs_case_author_id_bb340dc8_fk_accounts_user_id` (`author_id`),
  KEY `clubs_case_decided_by_id_ba06d5e5_fk_accounts_user_id` (`decided_by_id`),
  CONSTRAINT `clubs_case_author_id_bb340dc8_fk_accounts_user_id` FOREIGN KEY (`author_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_case_club_id_7029a282_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_case_content_type_id_af90d3a6_fk_django_content_type_id` FOREIGN KEY (`content_type_id`) REFERENCES `django_content_type` (`id`),
  CONSTRAINT `clubs_case_decided_by_id_ba06d5e5_fk_accounts_user_id` FOREIGN KEY (`decided_by_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_case` WRITE;
INSERT INTO `clubs_case` VALUES
(1,1,'/clubs/%ED%95%84%EB%A6%84%EB%A1%9C%EA%B7%B8/board/1/','open',1,'2026-11-26 17:03:21.439704','2026-11-26 17:03:22.630095',NULL,'',3,29,NULL,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_category`;
CREATE TABLE `clubs_category` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `name` varchar(20) NOT NULL,
  `name_en` varchar(30) NOT NULL,
  `slug` varchar(50) NOT NULL,
  `position` smallint(5) unsigned NOT NULL CHECK (`position` >= 0),
  PRIMARY KEY (`id`),
  UNIQUE KEY `name` (`name`),
  UNIQUE KEY `slug` (`slug`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_category` WRITE;
INSERT INTO `clubs_category` VALUES
(1,'사진','사진 (en)','c2',0);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_claim`;
CREATE TABLE `clubs_claim` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `reason` varchar(500) NOT NULL,
  `status` varchar(10) NOT NULL,
  `undecided` tinyint(1) GENERATED ALWAYS AS (case when `status` = 'submitted' then 1 else NULL end) STORED,
  `submitted_at` datetime(6) NOT NULL,
  `decided_at` datetime(6) DEFAULT NULL,
  `note` varchar(500) NOT NULL,
  `claimant_id` bigint(20) NOT NULL,
  `decided_by_id` bigint(20) DEFAULT NULL,
  `club_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_undecided_claim` (`club_id`,`claimant_id`,`undecided`),
  KEY `clubs_claim_claimant_id_26a153c8_fk_accounts_user_id` (`claimant_id`),
  KEY `clubs_claim_decided_by_id_3029a84f_fk_accounts_user_id` (`decided_by_id`),
  CONSTRAINT `clubs_claim_claimant_id_26a153c8_fk_accounts_user_id` FOREIGN KEY (`claimant_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_claim_club_id_d0f74a76_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_claim_decided_by_id_3029a84f_fk_accounts_user_id` FOREIGN KEY (`decided_by_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_claim` WRITE;
INSERT INTO `clubs_claim` VALUES
(1,'회장이 졸업했어요.','submitted',1,'2026-11-26 17:03:23.694807',NULL,'',20,NULL,2);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_club`;
CREATE TABLE `clubs_club` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `status` varchar(10) NOT NULL,
  `return_reason` varchar(500) NOT NULL,
  `closure_reason` varchar(500) NOT NULL,
  `submitted_at` datetime(6) NOT NULL,
  `decided_at` datetime(6) DEFAULT NULL,
  `opened_at` datetime(6) DEFAULT NULL,
  `join_mode` varchar(12) NOT NULL,
  `recruiting_from` date DEFAULT NULL,
  `recruiting_until` date DEFAULT NULL,
  `seats` smallint(5) unsigned DEFAULT NULL CHECK (`seats` >= 0),
  `name` varchar(40) NOT NULL,
  `name_key` varchar(80) NOT NULL,
  `name_initials` varchar(80) NOT NULL,
  `slug` varchar(60) NOT NULL,
  `summary` varchar(60) NOT NULL,
  `description` longtext NOT NULL,
  `tags` varchar(80) NOT NULL,
  `search_text` varchar(300) NOT NULL,
  `place` varchar(40) NOT NULL,
  `meets` varchar(60) NOT NULL,
  `fee` varchar(40) NOT NULL,
  `emoji` varchar(8) NOT NULL,
  `hue` smallint(5) unsigned NOT NULL CHECK (`hue` >= 0),
  `pattern` varchar(4) NOT NULL,
  `last_active_at` datetime(6) NOT NULL,
  `category_id` bigint(20) NOT NULL,
  `decided_by_id` bigint(20) DEFAULT NULL,
  `president_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `name_key` (`name_key`),
  UNIQUE KEY `slug` (`slug`),
  KEY `clubs_by_deadline` (`status`,`recruiting_until`),
  KEY `clubs_club_category_id_cbea38b0_fk_clubs_category_id` (`category_id`),
  KEY `clubs_club_decided_by_id_1bae36b9_fk_accounts_user_id` (`decided_by_id`),
  KEY `clubs_club_president_id_e4189ae0_fk_accounts_user_id` (`president_id`),
  CONSTRAINT `clubs_club_category_id_cbea38b0_fk_clubs_category_id` FOREIGN KEY (`category_id`) REFERENCES `clubs_category` (`id`),
  CONSTRAINT `clubs_club_decided_by_id_1bae36b9_fk_accounts_user_id` FOREIGN KEY (`decided_by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_club_president_id_e4189ae0_fk_accounts_user_id` FOREIGN KEY (`president_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_club` WRITE;
INSERT INTO `clubs_club` VALUES
(1,'active','','','2026-11-26 17:03:16.483476','2026-11-26 17:03:16.845079','2026-11-26 17:03:16.844811','application',NULL,NULL,20,'필름로그','필름로그','ㅍㄹㄹㄱ','필름로그','함께 놀아요','','사진, 필름','필름로그|함께놀아요|사진,필름','','','','🌱',4,'dot','2026-11-26 17:03:21.049380',1,2,1),
(2,'active','','','2026-11-26 17:03:22.983794','2026-11-26 17:03:23.332674','2026-11-26 17:03:23.332447','request',NULL,NULL,NULL,'쉬는 동아리','쉬는동아리','ㅅㄴㄷㅇㄹ','쉬는-동아리','함께 놀아요','','','쉬는동아리|함께놀아요|','','','','🌱',4,'dot','2026-11-26 17:03:22.983870',1,19,18);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_comment`;
CREATE TABLE `clubs_comment` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `hidden_at` datetime(6) DEFAULT NULL,
  `text` longtext NOT NULL,
  `idempotency_key` varchar(36) DEFAULT NULL,
  `created_at` datetime(6) NOT NULL,
  `deleted_at` datetime(6) DEFAULT NULL,
  `author_id` bigint(20) NOT NULL,
  `parent_id` bigint(20) DEFAULT NULL,
  `post_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `comment_idempotency_key` (`post_id`,`author_id`,`idempotency_key`),
  KEY `clubs_comment_author_id_3960a5ec_fk_accounts_user_id` (`author_id`),
  KEY `clubs_comment_parent_id_a3408439_fk_clubs_comment_id` (`parent_id`),
  CONSTRAINT `clubs_comment_author_id_3960a5ec_fk_accounts_user_id` FOREIGN KEY (`author_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_comment_parent_id_a3408439_fk_clubs_comment_id` FOREIGN KEY (`parent_id`) REFERENCES `clubs_comment` (`id`),
  CONSTRAINT `clubs_comment_post_id_bac3437e_fk_clubs_post_id` FOREIGN KEY (`post_id`) REFERENCES `clubs_post` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_comment` WRITE;
INSERT INTO `clubs_comment` VALUES
(1,NULL,'좋아요',NULL,'2026-11-26 17:03:21.084364',NULL,1,NULL,1),
(2,NULL,'그럼 그렇게 해요',NULL,'2026-11-26 17:03:21.087847',NULL,3,1,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_draft`;
CREATE TABLE `clubs_draft` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `message` longtext NOT NULL,
  `answers` longtext NOT NULL CHECK (json_valid(`answers`)),
  `saved_at` datetime(6) NOT NULL,
  `club_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_draft` (`club_id`,`user_id`),
  KEY `clubs_draft_user_id_f55884a6_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `clubs_draft_club_id_8e5705e8_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_draft_user_id_f55884a6_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_draft` WRITE;
INSERT INTO `clubs_draft` VALUES
(1,'쓰는 중','{}','2026-11-26 17:03:21.045678',1,13);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_event`;
CREATE TABLE `clubs_event` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `title` varchar(60) NOT NULL,
  `body` longtext NOT NULL,
  `place` varchar(60) NOT NULL,
  `starts_at` datetime(6) NOT NULL,
  `ends_at` datetime(6) NOT NULL,
  `seats` smallint(5) unsigned DEFAULT NULL CHECK (`seats` >= 0),
  `public` tinyint(1) NOT NULL,
  `club_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `club_calendar` (`club_id`,`starts_at`),
  CONSTRAINT `clubs_event_club_id_3e1906db_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `event_ends_after_start` CHECK (`ends_at` > `starts_at`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_event` WRITE;
INSERT INTO `clubs_event` VALUES
(1,'출사','','','2026-12-03 17:03:21.445621','2026-12-03 20:03:21.445621',NULL,0,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_evidence`;
CREATE TABLE `clubs_evidence` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `file` varchar(100) NOT NULL,
  `case_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `clubs_evidence_case_id_ee481d3f_fk_clubs_case_id` (`case_id`),
  CONSTRAINT `clubs_evidence_case_id_ee481d3f_fk_clubs_case_id` FOREIGN KEY (`case_id`) REFERENCES `clubs_case` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_evidence` WRITE;
INSERT INTO `clubs_evidence` VALUES
(1,'evidence/2026/11/evidence.webp',1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_evidenceaccess`;
CREATE TABLE `clubs_evidenceaccess` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `reason` varchar(300) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `by_id` bigint(20) NOT NULL,
  `case_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `clubs_evidenceaccess_by_id_04b518ca_fk_accounts_user_id` (`by_id`),
  KEY `clubs_evidenceaccess_case_id_4b096060_fk_clubs_case_id` (`case_id`),
  CONSTRAINT `clubs_evidenceaccess_by_id_04b518ca_fk_accounts_user_id` FOREIGN KEY (`by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_evidenceaccess_case_id_4b096060_fk_clubs_case_id` FOREIGN KEY (`case_id`) REFERENCES `clubs_case` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_evidenceaccess` WRITE;
INSERT INTO `clubs_evidenceaccess` VALUES
(1,'앞뒤를 봐야 해요.','2026-11-26 17:03:22.636007',17,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_follow`;
CREATE TABLE `clubs_follow` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `club_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `follow_once` (`club_id`,`user_id`),
  KEY `clubs_follow_user_id_457466eb_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `clubs_follow_club_id_d00f1c94_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_follow_user_id_457466eb_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_follow` WRITE;
INSERT INTO `clubs_follow` VALUES
(1,1,5);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_invite`;
CREATE TABLE `clubs_invite` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `token` varchar(32) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `max_uses` smallint(5) unsigned DEFAULT NULL CHECK (`max_uses` >= 0),
  `use_count` int(10) unsigned NOT NULL CHECK (`use_count` >= 0),
  `revoked_at` datetime(6) DEFAULT NULL,
  `by_id` bigint(20) NOT NULL,
  `club_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `token` (`token`),
  KEY `clubs_invite_by_id_45e1e893_fk_accounts_user_id` (`by_id`),
  KEY `clubs_invite_club_id_2cf21795_fk_clubs_club_id` (`club_id`),
  CONSTRAINT `clubs_invite_by_id_45e1e893_fk_accounts_user_id` FOREIGN KEY (`by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_invite_club_id_2cf21795_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_invite` WRITE;
INSERT INTO `clubs_invite` VALUES
(1,'md_F4a5vzf6_gdDWtmIt7A','2026-11-26 17:03:18.172529','2026-12-03 17:03:18.172290',10,1,NULL,1,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_like`;
CREATE TABLE `clubs_like` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `user_id` bigint(20) NOT NULL,
  `post_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_like` (`post_id`,`user_id`),
  KEY `clubs_like_user_id_e677f3ac_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `clubs_like_post_id_9ccf7a4e_fk_clubs_post_id` FOREIGN KEY (`post_id`) REFERENCES `clubs_post` (`id`),
  CONSTRAINT `clubs_like_user_id_e677f3ac_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_like` WRITE;
INSERT INTO `clubs_like` VALUES
(1,1,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_membership`;
CREATE TABLE `clubs_membership` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `role` varchar(8) NOT NULL,
  `title` varchar(20) NOT NULL,
  `joined_at` datetime(6) NOT NULL,
  `muted_until` datetime(6) DEFAULT NULL,
  `club_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_membership_per_club` (`club_id`,`user_id`),
  KEY `clubs_membership_user_id_801d8bab_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `clubs_membership_club_id_97a3b9ae_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_membership_user_id_801d8bab_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=10 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_membership` WRITE;
INSERT INTO `clubs_membership` VALUES
(1,'officer','','2026-11-26 17:03:16.487494',NULL,1,1),
(2,'member','총무','2026-11-26 17:03:17.434053',NULL,1,3),
(3,'officer','','2026-11-26 17:03:17.793334',NULL,1,4),
(4,'member','','2026-11-26 17:03:18.532592',NULL,1,6),
(5,'member','','2026-11-26 17:03:21.436965',NULL,1,14),
(6,'member','','2026-11-26 17:03:21.884150',NULL,1,15),
(7,'member','','2026-11-26 17:03:22.231725',NULL,1,16),
(8,'officer','','2026-11-26 17:03:22.986992',NULL,2,18),
(9,'officer','','2026-11-26 17:03:23.689106',NULL,2,20);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_offer`;
CREATE TABLE `clubs_offer` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `created_at` datetime(6) NOT NULL,
  `club_id` bigint(20) NOT NULL,
  `successor_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_offer_per_club` (`club_id`),
  KEY `clubs_offer_successor_id_dbc000e8_fk_accounts_user_id` (`successor_id`),
  CONSTRAINT `clubs_offer_club_id_21266fbe_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_offer_successor_id_dbc000e8_fk_accounts_user_id` FOREIGN KEY (`successor_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_offer` WRITE;
INSERT INTO `clubs_offer` VALUES
(1,'2026-11-26 17:03:18.899506',1,4);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_picture`;
CREATE TABLE `clubs_picture` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `file` varchar(100) NOT NULL,
  `thumbnail` varchar(100) NOT NULL,
  `alt` varchar(200) NOT NULL,
  `width` int(10) unsigned DEFAULT NULL CHECK (`width` >= 0),
  `height` int(10) unsigned DEFAULT NULL CHECK (`height` >= 0),
  `post_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `clubs_picture_post_id_598184de_fk_clubs_post_id` (`post_id`),
  CONSTRAINT `clubs_picture_post_id_598184de_fk_clubs_post_id` FOREIGN KEY (`post_id`) REFERENCES `clubs_post` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_picture` WRITE;
INSERT INTO `clubs_picture` VALUES
(1,'posts/2026/11/60ad6fa599cb32011ce2e72e.webp','posts/2026/11/07f3eb70cce20be3062b2160.webp','단풍',40,20,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_post`;
CREATE TABLE `clubs_post` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `hidden_at` datetime(6) DEFAULT NULL,
  `kind` varchar(10) NOT NULL,
  `visibility` varchar(8) NOT NULL,
  `title` varchar(100) NOT NULL,
  `body` longtext NOT NULL,
  `idempotency_key` varchar(36) DEFAULT NULL,
  `created_at` datetime(6) NOT NULL,
  `edited_at` datetime(6) DEFAULT NULL,
  `pinned_at` datetime(6) DEFAULT NULL,
  `deleted_at` datetime(6) DEFAULT NULL,
  `author_id` bigint(20) NOT NULL,
  `club_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `post_idempotency_key` (`club_id`,`author_id`,`idempotency_key`),
  KEY `club_board` (`club_id`,`created_at`),
  KEY `clubs_post_author_id_30c09f56_fk_accounts_user_id` (`author_id`),
  CONSTRAINT `clubs_post_author_id_30c09f56_fk_accounts_user_id` FOREIGN KEY (`author_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_post_club_id_16e973b1_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_post` WRITE;
INSERT INTO `clubs_post` VALUES
(1,NULL,'free','members','가을 출사','**11월**에 가요.',NULL,'2026-11-26 17:03:21.049953',NULL,NULL,NULL,3,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_question`;
CREATE TABLE `clubs_question` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `key` varchar(8) NOT NULL,
  `text` varchar(200) NOT NULL,
  `kind` varchar(6) NOT NULL,
  `choices` varchar(300) NOT NULL,
  `required` tinyint(1) NOT NULL,
  `at_least` smallint(5) unsigned DEFAULT NULL CHECK (`at_least` >= 0),
  `at_most` smallint(5) unsigned DEFAULT NULL CHECK (`at_most` >= 0),
  `position` smallint(5) unsigned NOT NULL CHECK (`position` >= 0),
  `questionnaire_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `question_key` (`questionnaire_id`,`key`),
  CONSTRAINT `clubs_question_questionnaire_id_f021e300_fk_clubs_que` FOREIGN KEY (`questionnaire_id`) REFERENCES `clubs_questionnaire` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_question` WRITE;
INSERT INTO `clubs_question` VALUES
(1,'ca0f73d1','어떤 사진을 좋아해요?','long','',1,NULL,NULL,0,1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_questionnaire`;
CREATE TABLE `clubs_questionnaire` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `number` smallint(5) unsigned NOT NULL CHECK (`number` >= 0),
  `created_at` datetime(6) NOT NULL,
  `club_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `questionnaire_number` (`club_id`,`number`),
  CONSTRAINT `clubs_questionnaire_club_id_9986a4a6_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_questionnaire` WRITE;
INSERT INTO `clubs_questionnaire` VALUES
(1,1,'2026-11-26 17:03:19.261193',1);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_replacement`;
CREATE TABLE `clubs_replacement` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `reason` varchar(500) NOT NULL,
  `asked_at` datetime(6) NOT NULL,
  `status` varchar(8) NOT NULL,
  `undecided` tinyint(1) GENERATED ALWAYS AS (case when `status` = 'asked' then 1 else NULL end) STORED,
  `decided_at` datetime(6) DEFAULT NULL,
  `asked_by_id` bigint(20) NOT NULL,
  `club_id` bigint(20) NOT NULL,
  `decided_by_id` bigint(20) DEFAULT NULL,
  `successor_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_undecided_replacement` (`club_id`,`undecided`),
  KEY `clubs_replacement_asked_by_id_649abc12_fk_accounts_user_id` (`asked_by_id`),
  KEY `clubs_replacement_decided_by_id_6a728a6d_fk_accounts_user_id` (`decided_by_id`),
  KEY `clubs_replacement_successor_id_0c58317f_fk_accounts_user_id` (`successor_id`),
  CONSTRAINT `clubs_replacement_asked_by_id_649abc12_fk_accounts_user_id` FOREIGN KEY (`asked_by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_replacement_club_id_035dc252_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `clubs_replacement_decided_by_id_6a728a6d_fk_accounts_user_id` FOREIGN KEY (`decided_by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `clubs_replacement_successor_id_0c58317f_fk_accounts_user_id` FOREIGN KEY (`successor_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_replacement` WRITE;
INSERT INTO `clubs_replacement` VALUES
(1,'회장이 연락되지 않아요.','2026-11-26 17:03:23.699240','asked',1,NULL,17,1,NULL,3);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_report`;
CREATE TABLE `clubs_report` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `reason` varchar(10) NOT NULL,
  `note` varchar(300) NOT NULL,
  `text` longtext NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `case_id` bigint(20) NOT NULL,
  `reporter_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `report_once` (`case_id`,`reporter_id`),
  KEY `clubs_report_reporter_id_cee35496_fk_accounts_user_id` (`reporter_id`),
  CONSTRAINT `clubs_report_case_id_d8ef6391_fk_clubs_case_id` FOREIGN KEY (`case_id`) REFERENCES `clubs_case` (`id`),
  CONSTRAINT `clubs_report_reporter_id_cee35496_fk_accounts_user_id` FOREIGN KEY (`reporter_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_report` WRITE;
INSERT INTO `clubs_report` VALUES
(1,'spam','광고예요.','가을 출사\n\n**11월**에 가요.','2026-11-26 17:03:21.444777',1,14);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_rsvp`;
CREATE TABLE `clubs_rsvp` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `going` tinyint(1) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_rsvp` (`event_id`,`user_id`),
  KEY `clubs_rsvp_user_id_c60de72b_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `clubs_rsvp_event_id_7964c033_fk_clubs_event_id` FOREIGN KEY (`event_id`) REFERENCES `clubs_event` (`id`),
  CONSTRAINT `clubs_rsvp_user_id_c60de72b_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_rsvp` WRITE;
INSERT INTO `clubs_rsvp` VALUES
(1,1,1,3);
UNLOCK TABLES;


DROP TABLE IF EXISTS `clubs_statuschange`;
CREATE TABLE `clubs_statuschange` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `status` varchar(10) NOT NULL,
  `at` datetime(6) NOT NULL,
  `note` varchar(500) NOT NULL,
  `is_undo` tinyint(1) NOT NULL,
  `application_id` bigint(20) NOT NULL,
  `by_id` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `clubs_statuschange_application_id_c9e34143_fk_clubs_app` (`application_id`),
  KEY `clubs_statuschange_by_id_ee5d304f_fk_accounts_user_id` (`by_id`),
  CONSTRAINT `clubs_statuschange_application_id_c9e34143_fk_clubs_app` FOREIGN KEY (`application_id`) REFERENCES `clubs_application` (`id`),
  CONSTRAINT `clubs_statuschange_by_id_ee5d304f_fk_accounts_user_id` FOREIGN KEY (`by_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=8 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `clubs_statuschange` WRITE;
INSERT INTO `clubs_statuschange` VALUES
(1,'submitted','2026-11-26 17:03:20.662520','',0,1,9),
(2,'submitted','2026-11-26 17:03:20.670238','',0,2,10),
(3,'submitted','2026-11-26 17:03:20.677387','',0,3,11),
(4,'submitted','2026-11-26 17:03:20.684396','',0,4,12),
(5,'waitlisted','2026-11-26 17:03:20.688175','',0,2,1),
(6,'rejected','2026-11-26 17:03:20.692284','이번에는 자리가 없어요.',0,3,1),
(7,'withdrawn','2026-11-26 17:03:20.700022','',0,4,12);
UNLOCK TABLES;


DROP TABLE IF EXISTS `django_admin_log`;
CREATE TABLE `django_admin_log` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `action_time` datetime(6) NOT NULL,
  `object_id` longtext DEFAULT NULL,
  `object_repr` varchar(200) NOT NULL,
  `action_flag` smallint(5) unsigned NOT NULL CHECK (`action_flag` >= 0),
  `change_message` longtext NOT NULL,
  `content_type_id` int(11) DEFAULT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `django_admin_log_content_type_id_c4bce8eb_fk_django_co` (`content_type_id`),
  KEY `django_admin_log_user_id_c564eba6_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `django_admin_log_content_type_id_c4bce8eb_fk_django_co` FOREIGN KEY (`content_type_id`) REFERENCES `django_content_type` (`id`),
  CONSTRAINT `django_admin_log_user_id_c564eba6_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `django_admin_log` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `django_content_type`;
CREATE TABLE `django_content_type` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `app_label` varchar(100) NOT NULL,
  `model` varchar(100) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `django_content_type_app_label_model_76bd3d3b_uniq` (`app_label`,`model`)
) ENGINE=InnoDB AUTO_INCREMENT=55 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `django_content_type` WRITE;
INSERT INTO `django_content_type` VALUES
(41,'account','emailaddress'),
(42,'account','emailconfirmation'),
(36,'accounts','block'),
(37,'accounts','notification'),
(38,'accounts','schooldomain'),
(39,'accounts','session'),
(40,'accounts','user'),
(50,'admin','logentry'),
(51,'auth','group'),
(52,'auth','permission'),
(9,'clubs','answer'),
(10,'clubs','application'),
(11,'clubs','auditlogentry'),
(12,'clubs','ban'),
(13,'clubs','bannedword'),
(14,'clubs','case'),
(15,'clubs','category'),
(16,'clubs','claim'),
(17,'clubs','club'),
(18,'clubs','comment'),
(19,'clubs','draft'),
(20,'clubs','event'),
(21,'clubs','evidence'),
(22,'clubs','evidenceaccess'),
(23,'clubs','follow'),
(24,'clubs','invite'),
(25,'clubs','like'),
(26,'clubs','membership'),
(27,'clubs','offer'),
(28,'clubs','picture'),
(29,'clubs','post'),
(30,'clubs','question'),
(31,'clubs','questionnaire'),
(32,'clubs','replacement'),
(33,'clubs','report'),
(34,'clubs','rsvp'),
(35,'clubs','statuschange'),
(53,'contenttypes','contenttype'),
(48,'django_eventstream','event'),
(49,'django_eventstream','eventcounter'),
(43,'mfa','authenticator'),
(1,'rooms','ban'),
(2,'rooms','invite'),
(3,'rooms','message'),
(4,'rooms','mute'),
(5,'rooms','occupancy'),
(6,'rooms','picture'),
(7,'rooms','reaction'),
(8,'rooms','room'),
(54,'sessions','session'),
(44,'socialaccount','socialaccount'),
(45,'socialaccount','socialapp'),
(46,'socialaccount','socialtoken'),
(47,'usersessions','usersession');
UNLOCK TABLES;


DROP TABLE IF EXISTS `django_eventstream_event`;
CREATE TABLE `django_eventstream_event` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `channel` varchar(255) NOT NULL,
  `type` varchar(255) NOT NULL,
  `data` longtext NOT NULL,
  `eid` bigint(20) NOT NULL,
  `created` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `django_eventstream_event_channel_eid_20f68a1a_uniq` (`channel`,`eid`),
  KEY `django_eventstream_event_channel_49bacd5e` (`channel`),
  KEY `django_eventstream_event_type_0e7a664e` (`type`),
  KEY `django_eventstream_event_eid_2da5c1c0` (`eid`),
  KEY `django_eventstream_event_created_039c5d02` (`created`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `django_eventstream_event` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `django_eventstream_eventcounter`;
CREATE TABLE `django_eventstream_eventcounter` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(255) NOT NULL,
  `value` bigint(20) NOT NULL,
  `updated` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `name` (`name`),
  KEY `django_eventstream_eventcounter_updated_0b6f9a25` (`updated`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `django_eventstream_eventcounter` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `django_migrations`;
CREATE TABLE `django_migrations` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `app` varchar(255) NOT NULL,
  `name` varchar(255) NOT NULL,
  `applied` datetime(6) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=42 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `django_migrations` WRITE;
INSERT INTO `django_migrations` VALUES
(1,'contenttypes','0001_initial','2026-11-26 17:03:11.709695'),
(2,'contenttypes','0002_remove_content_type_name','2026-11-26 17:03:11.719804'),
(3,'auth','0001_initial','2026-11-26 17:03:11.755965'),
(4,'auth','0002_alter_permission_name_max_length','2026-11-26 17:03:11.765023'),
(5,'auth','0003_alter_user_email_max_length','2026-11-26 17:03:11.768972'),
(6,'auth','0004_alter_user_username_opts','2026-11-26 17:03:11.772654'),
(7,'auth','0005_alter_user_last_login_null','2026-11-26 17:03:11.776073'),
(8,'auth','0006_require_contenttypes_0002','2026-11-26 17:03:11.776784'),
(9,'auth','0007_alter_validators_add_error_messages','2026-11-26 17:03:11.779612'),
(10,'auth','0008_alter_user_username_max_length','2026-11-26 17:03:11.782348'),
(11,'auth','0009_alter_user_last_name_max_length','2026-11-26 17:03:11.785390'),
(12,'auth','0010_alter_group_name_max_length','2026-11-26 17:03:11.790752'),
(13,'auth','0011_update_proxy_permissions','2026-11-26 17:03:11.794457'),
(14,'auth','0012_alter_user_first_name_max_length','2026-11-26 17:03:11.798066'),
(15,'accounts','0001_initial','2026-11-26 17:03:11.907663'),
(16,'account','0001_initial','2026-11-26 17:03:11.939806'),
(17,'account','0002_email_max_length','2026-11-26 17:03:11.950952'),
(18,'account','0003_alter_emailaddress_create_unique_verified_email','2026-11-26 17:03:11.967291'),
(19,'account','0004_alter_emailaddress_drop_unique_email','2026-11-26 17:03:11.993751'),
(20,'account','0005_emailaddress_idx_upper_email','2026-11-26 17:03:12.000494'),
(21,'account','0006_emailaddress_lower','2026-11-26 17:03:12.010949'),
(22,'account','0007_emailaddress_idx_email','2026-11-26 17:03:12.029667'),
(23,'account','0008_emailaddress_unique_primary_email_fixup','2026-11-26 17:03:12.042726'),
(24,'account','0009_emailaddress_unique_primary_email','2026-11-26 17:03:12.051144'),
(25,'admin','0001_initial','2026-11-26 17:03:12.076934'),
(26,'admin','0002_logentry_remove_auto_add','2026-11-26 17:03:12.086022'),
(27,'admin','0003_logentry_add_action_flag_choices','2026-11-26 17:03:12.093288'),
(28,'clubs','0001_initial','2026-11-26 17:03:13.543347'),
(29,'django_eventstream','0001_initial','2026-11-26 17:03:13.577735'),
(30,'mfa','0001_initial','2026-11-26 17:03:13.614150'),
(31,'mfa','0002_authenticator_timestamps','2026-11-26 17:03:13.663692'),
(32,'mfa','0003_authenticator_type_uniq','2026-11-26 17:03:13.760522'),
(33,'rooms','0001_initial','2026-11-26 17:03:14.626710'),
(34,'sessions','0001_initial','2026-11-26 17:03:14.634797'),
(35,'socialaccount','0001_initial','2026-11-26 17:03:14.762294'),
(36,'socialaccount','0002_token_max_lengths','2026-11-26 17:03:14.804170'),
(37,'socialaccount','0003_extra_data_default_dict','2026-11-26 17:03:14.832024'),
(38,'socialaccount','0004_app_provider_id_settings','2026-11-26 17:03:14.876110'),
(39,'socialaccount','0005_socialtoken_nullable_app','2026-11-26 17:03:14.923491'),
(40,'socialaccount','0006_alter_socialaccount_extra_data','2026-11-26 17:03:14.952348'),
(41,'usersessions','0001_initial','2026-11-26 17:03:14.991580');
UNLOCK TABLES;


DROP TABLE IF EXISTS `django_session`;
CREATE TABLE `django_session` (
  `session_key` varchar(40) NOT NULL,
  `session_data` longtext NOT NULL,
  `expire_date` datetime(6) NOT NULL,
  PRIMARY KEY (`session_key`),
  KEY `django_session_expire_date_a5c62663` (`expire_date`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `django_session` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `mfa_authenticator`;
CREATE TABLE `mfa_authenticator` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `type` varchar(20) NOT NULL,
  `data` longtext NOT NULL CHECK (json_valid(`data`)),
  `user_id` bigint(20) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `last_used_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `mfa_authenticator_user_id_0c3a50c0` (`user_id`),
  CONSTRAINT `mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `mfa_authenticator` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `rooms_ban`;
CREATE TABLE `rooms_ban` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `reason` varchar(200) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `by_id` bigint(20) DEFAULT NULL,
  `user_id` bigint(20) NOT NULL,
  `room_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `banned_once` (`room_id`,`user_id`),
  KEY `rooms_ban_by_id_bde385db_fk_accounts_user_id` (`by_id`),
  KEY `rooms_ban_user_id_b1342b8e_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `rooms_ban_by_id_bde385db_fk_accounts_user_id` FOREIGN KEY (`by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `rooms_ban_room_id_910f9b1a_fk_rooms_room_id` FOREIGN KEY (`room_id`) REFERENCES `rooms_room` (`id`),
  CONSTRAINT `rooms_ban_user_id_b1342b8e_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `rooms_ban` WRITE;
INSERT INTO `rooms_ban` VALUES
(1,'그만 와 주세요.','2026-11-26 17:03:22.254687',1,15,2);
UNLOCK TABLES;


DROP TABLE IF EXISTS `rooms_invite`;
CREATE TABLE `rooms_invite` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `token` varchar(32) NOT NULL,
  `max_uses` smallint(5) unsigned DEFAULT NULL CHECK (`max_uses` >= 0),
  `use_count` int(10) unsigned NOT NULL CHECK (`use_count` >= 0),
  `expires_at` datetime(6) DEFAULT NULL,
  `revoked_at` datetime(6) DEFAULT NULL,
  `created_at` datetime(6) NOT NULL,
  `by_id` bigint(20) NOT NULL,
  `room_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `token` (`token`),
  KEY `rooms_invite_by_id_845a69ff_fk_accounts_user_id` (`by_id`),
  KEY `rooms_invite_room_id_7b6e85e6_fk_rooms_room_id` (`room_id`),
  CONSTRAINT `rooms_invite_by_id_845a69ff_fk_accounts_user_id` FOREIGN KEY (`by_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `rooms_invite_room_id_7b6e85e6_fk_rooms_room_id` FOREIGN KEY (`room_id`) REFERENCES `rooms_room` (`id`),
  CONSTRAINT `invite_not_overused` CHECK (`max_uses` is null or `use_count` <= `max_uses`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `rooms_invite` WRITE;
INSERT INTO `rooms_invite` VALUES
(1,'pJmYwhB1sfGWV6kDkBoxUw',3,0,NULL,NULL,'2026-11-26 17:03:22.275110',1,3);
UNLOCK TABLES;


DROP TABLE IF EXISTS `rooms_message`;
CREATE TABLE `rooms_message` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `hidden_at` datetime(6) DEFAULT NULL,
  `text` longtext NOT NULL,
  `folded_text` longtext NOT NULL,
  `mentions` longtext NOT NULL CHECK (json_valid(`mentions`)),
  `picture_count` smallint(5) unsigned NOT NULL CHECK (`picture_count` >= 0),
  `number` bigint(20) unsigned NOT NULL CHECK (`number` >= 0),
  `change` bigint(20) unsigned NOT NULL CHECK (`change` >= 0),
  `idempotency_key` varchar(36) DEFAULT NULL,
  `grouped` tinyint(1) NOT NULL,
  `opens_day` tinyint(1) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `edited_at` datetime(6) DEFAULT NULL,
  `deleted_at` datetime(6) DEFAULT NULL,
  `author_id` bigint(20) NOT NULL,
  `reply_to_id` bigint(20) DEFAULT NULL,
  `room_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `message_number` (`room_id`,`number`),
  UNIQUE KEY `message_change` (`room_id`,`change`),
  UNIQUE KEY `message_idempotency_key` (`room_id`,`author_id`,`idempotency_key`),
  KEY `rooms_message_author_id_26f218d7_fk_accounts_user_id` (`author_id`),
  KEY `rooms_message_reply_to_id_34dd708a_fk_rooms_message_id` (`reply_to_id`),
  CONSTRAINT `rooms_message_author_id_26f218d7_fk_accounts_user_id` FOREIGN KEY (`author_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `rooms_message_reply_to_id_34dd708a_fk_rooms_message_id` FOREIGN KEY (`reply_to_id`) REFERENCES `rooms_message` (`id`),
  CONSTRAINT `rooms_message_room_id_ec9477f2_fk_rooms_room_id` FOREIGN KEY (`room_id`) REFERENCES `rooms_room` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `rooms_message` WRITE;
INSERT INTO `rooms_message` VALUES
(1,NULL,'어디서 만나요?','어디서만나요?','{}',0,1,4,NULL,0,1,'2026-11-26 17:03:21.469887',NULL,NULL,1,NULL,2),
(2,NULL,'정문이요 @김회장','정문이요@김회장','{\"\\uae40\\ud68c\\uc7a5\": \"jm9hauf5\"}',0,2,2,NULL,0,0,'2026-11-26 17:03:21.505573',NULL,NULL,3,1,2),
(3,NULL,'','','{}',1,3,3,NULL,1,0,'2026-11-26 17:03:21.516512',NULL,NULL,3,NULL,2);
UNLOCK TABLES;


DROP TABLE IF EXISTS `rooms_mute`;
CREATE TABLE `rooms_mute` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `until` datetime(6) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  `room_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `muted_once` (`room_id`,`user_id`),
  KEY `rooms_mute_user_id_51b3dd55_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `rooms_mute_room_id_9e60f490_fk_rooms_room_id` FOREIGN KEY (`room_id`) REFERENCES `rooms_room` (`id`),
  CONSTRAINT `rooms_mute_user_id_51b3dd55_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `rooms_mute` WRITE;
INSERT INTO `rooms_mute` VALUES
(1,'2026-11-27 17:03:22.258215',16,2);
UNLOCK TABLES;


DROP TABLE IF EXISTS `rooms_occupancy`;
CREATE TABLE `rooms_occupancy` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `read_up_to` bigint(20) unsigned NOT NULL CHECK (`read_up_to` >= 0),
  `entered_at` datetime(6) NOT NULL,
  `last_active_at` datetime(6) NOT NULL,
  `last_posted_at` datetime(6) DEFAULT NULL,
  `is_moderator` tinyint(1) NOT NULL,
  `muted_until` datetime(6) DEFAULT NULL,
  `user_id` bigint(20) NOT NULL,
  `room_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_occupancy_per_room` (`room_id`,`user_id`),
  KEY `rooms_occupancy_user_id_779a7e58_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `rooms_occupancy_room_id_412ebb27_fk_rooms_room_id` FOREIGN KEY (`room_id`) REFERENCES `rooms_room` (`id`),
  CONSTRAINT `rooms_occupancy_user_id_779a7e58_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=10 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `rooms_occupancy` WRITE;
INSERT INTO `rooms_occupancy` VALUES
(1,0,'2026-11-26 17:03:16.854743','2026-11-26 17:03:16.854747',NULL,0,NULL,1,1),
(2,1,'2026-11-26 17:03:21.459409','2026-11-26 17:03:21.459413','2026-11-26 17:03:21.469887',0,NULL,1,2),
(3,3,'2026-11-26 17:03:21.468992','2026-11-26 17:03:21.468998','2026-11-26 17:03:21.516512',0,NULL,3,2),
(6,0,'2026-11-26 17:03:22.272770','2026-11-26 17:03:22.272773',NULL,0,NULL,1,3),
(7,0,'2026-11-26 17:03:22.280655','2026-11-26 17:03:22.280660',NULL,0,NULL,1,4),
(8,0,'2026-11-26 17:03:22.281727','2026-11-26 17:03:22.281729',NULL,0,NULL,3,4),
(9,0,'2026-11-26 17:03:23.340111','2026-11-26 17:03:23.340115',NULL,0,NULL,18,5);
UNLOCK TABLES;


DROP TABLE IF EXISTS `rooms_picture`;
CREATE TABLE `rooms_picture` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `file` varchar(100) NOT NULL,
  `thumbnail` varchar(100) NOT NULL,
  `alt` varchar(200) NOT NULL,
  `width` int(10) unsigned DEFAULT NULL CHECK (`width` >= 0),
  `height` int(10) unsigned DEFAULT NULL CHECK (`height` >= 0),
  `message_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `rooms_picture_message_id_d6461adc_fk_rooms_message_id` (`message_id`),
  CONSTRAINT `rooms_picture_message_id_d6461adc_fk_rooms_message_id` FOREIGN KEY (`message_id`) REFERENCES `rooms_message` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `rooms_picture` WRITE;
INSERT INTO `rooms_picture` VALUES
(1,'rooms/2026/11/bc0b54589ea25f31cba6f1f6.webp','rooms/2026/11/4c0ec5531a5aaf91fbb2bc77.webp','',40,20,3);
UNLOCK TABLES;


DROP TABLE IF EXISTS `rooms_reaction`;
CREATE TABLE `rooms_reaction` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `kind` varchar(5) NOT NULL,
  `message_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `reacted_once` (`message_id`,`user_id`,`kind`),
  KEY `rooms_reaction_user_id_f506067e_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `rooms_reaction_message_id_95520364_fk_rooms_message_id` FOREIGN KEY (`message_id`) REFERENCES `rooms_message` (`id`),
  CONSTRAINT `rooms_reaction_user_id_f506067e_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=2 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `rooms_reaction` WRITE;
INSERT INTO `rooms_reaction` VALUES
(1,'like',1,3);
UNLOCK TABLES;


DROP TABLE IF EXISTS `rooms_room`;
CREATE TABLE `rooms_room` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `name` varchar(30) NOT NULL,
  `name_key` varchar(80) NOT NULL,
  `slug` varchar(60) NOT NULL,
  `about` varchar(60) NOT NULL,
  `kind` varchar(8) NOT NULL,
  `people_key` varchar(32) DEFAULT NULL,
  `emoji` varchar(8) NOT NULL,
  `hue` smallint(5) unsigned NOT NULL CHECK (`hue` >= 0),
  `capacity` smallint(5) unsigned NOT NULL CHECK (`capacity` >= 0),
  `password` varchar(128) NOT NULL,
  `slow_seconds` smallint(5) unsigned NOT NULL CHECK (`slow_seconds` >= 0),
  `read_only` tinyint(1) NOT NULL,
  `closed_at` datetime(6) DEFAULT NULL,
  `last_change` bigint(20) unsigned NOT NULL CHECK (`last_change` >= 0),
  `last_message_at` datetime(6) DEFAULT NULL,
  `created_at` datetime(6) NOT NULL,
  `club_id` bigint(20) DEFAULT NULL,
  `last_author_id` bigint(20) DEFAULT NULL,
  `owner_id` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `slug` (`slug`),
  UNIQUE KEY `people_key` (`people_key`),
  KEY `rooms_room_club_id_18ad835c_fk_clubs_club_id` (`club_id`),
  KEY `rooms_room_owner_id_13734245_fk_accounts_user_id` (`owner_id`),
  KEY `rooms_room_name_key_6979091c` (`name_key`),
  CONSTRAINT `rooms_room_club_id_18ad835c_fk_clubs_club_id` FOREIGN KEY (`club_id`) REFERENCES `clubs_club` (`id`),
  CONSTRAINT `rooms_room_owner_id_13734245_fk_accounts_user_id` FOREIGN KEY (`owner_id`) REFERENCES `accounts_user` (`id`),
  CONSTRAINT `password_room_has_one` CHECK (`kind` <> 'password' or `password` <> ''),
  CONSTRAINT `room_has_owner_or_people` CHECK (`kind` = 'direct' and `owner_id` is null and `people_key` is not null or `kind` <> 'direct' and `owner_id` is not null and `people_key` is null)
) ENGINE=InnoDB AUTO_INCREMENT=6 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `rooms_room` WRITE;
INSERT INTO `rooms_room` VALUES
(1,'필름로그','필름로그','필름로그','','club',NULL,'🌱',4,500,'',0,0,NULL,0,NULL,'2026-11-26 17:03:16.848634',1,NULL,1),
(2,'출사방','출사방','출사방','','club',NULL,'💬',4,100,'',0,0,NULL,4,'2026-11-26 17:03:21.516512','2026-11-26 17:03:21.454807',1,3,1),
(3,'비밀방','비밀방','비밀방','','invite',NULL,'💬',4,100,'',0,0,NULL,0,NULL,'2026-11-26 17:03:22.269288',NULL,NULL,1),
(4,'','','d15525fc2edb43b6','','direct','9b4d860553c099daf90c84fa87516e79','💬',4,20,'',0,0,NULL,0,NULL,'2026-11-26 17:03:22.278583',NULL,NULL,NULL),
(5,'쉬는 동아리','쉬는동아리','쉬는-동아리','','club',NULL,'🌱',4,500,'',0,0,NULL,0,NULL,'2026-11-26 17:03:23.335690',2,NULL,18);
UNLOCK TABLES;


DROP TABLE IF EXISTS `socialaccount_socialaccount`;
CREATE TABLE `socialaccount_socialaccount` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `provider` varchar(200) NOT NULL,
  `uid` varchar(191) NOT NULL,
  `last_login` datetime(6) NOT NULL,
  `date_joined` datetime(6) NOT NULL,
  `extra_data` longtext NOT NULL CHECK (json_valid(`extra_data`)),
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `socialaccount_socialaccount_provider_uid_fc810c6e_uniq` (`provider`,`uid`),
  KEY `socialaccount_socialaccount_user_id_8146e70c_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `socialaccount_socialaccount_user_id_8146e70c_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `socialaccount_socialaccount` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `socialaccount_socialapp`;
CREATE TABLE `socialaccount_socialapp` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `provider` varchar(30) NOT NULL,
  `name` varchar(40) NOT NULL,
  `client_id` varchar(191) NOT NULL,
  `secret` varchar(191) NOT NULL,
  `key` varchar(191) NOT NULL,
  `provider_id` varchar(200) NOT NULL,
  `settings` longtext NOT NULL CHECK (json_valid(`settings`)),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `socialaccount_socialapp` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `socialaccount_socialtoken`;
CREATE TABLE `socialaccount_socialtoken` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `token` longtext NOT NULL,
  `token_secret` longtext NOT NULL,
  `expires_at` datetime(6) DEFAULT NULL,
  `account_id` int(11) NOT NULL,
  `app_id` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq` (`app_id`,`account_id`),
  KEY `socialaccount_social_account_id_951f210e_fk_socialacc` (`account_id`),
  CONSTRAINT `socialaccount_social_account_id_951f210e_fk_socialacc` FOREIGN KEY (`account_id`) REFERENCES `socialaccount_socialaccount` (`id`),
  CONSTRAINT `socialaccount_social_app_id_636a42d7_fk_socialacc` FOREIGN KEY (`app_id`) REFERENCES `socialaccount_socialapp` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `socialaccount_socialtoken` WRITE;
UNLOCK TABLES;


DROP TABLE IF EXISTS `usersessions_usersession`;
CREATE TABLE `usersessions_usersession` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `created_at` datetime(6) NOT NULL,
  `ip` char(39) NOT NULL,
  `last_seen_at` datetime(6) NOT NULL,
  `session_key` varchar(40) NOT NULL,
  `user_agent` varchar(200) NOT NULL,
  `data` longtext NOT NULL CHECK (json_valid(`data`)),
  `user_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `session_key` (`session_key`),
  KEY `usersessions_usersession_user_id_af5e0a6d_fk_accounts_user_id` (`user_id`),
  CONSTRAINT `usersessions_usersession_user_id_af5e0a6d_fk_accounts_user_id` FOREIGN KEY (`user_id`) REFERENCES `accounts_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;


LOCK TABLES `usersessions_usersession` WRITE;
UNLOCK TABLES;


